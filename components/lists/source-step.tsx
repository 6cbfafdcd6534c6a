"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Field } from "@/components/ui/field";
import { useFormats } from "@/components/ui/format";
import { Textarea } from "@/components/ui/input";
import { Failure } from "@/components/videos/failure";
import { MAX_FILE_BYTES, MAX_LINES, MAX_RECORD_CHARS } from "@/lib/lists/limits.ts";
import { LayoutStep } from "./layout-step";
import { Progress } from "./progress";
import { type Import, useListWorker } from "./use-list-worker";

/** Where a list is brought: a file, dropped or picked, or pasted text. */
export function SourceStep({ onDone }: { onDone: (listId: string) => void }) {
  const t = useTranslations("lists");
  const { bytes, number } = useFormats();
  const { state, open, again, read, cancel } = useListWorker(onDone);
  const [text, setText] = useState("");
  if (state.step === "laid-out") {
    return <LayoutStep layout={state.layout} name={state.name} onRead={read} onBack={cancel} />;
  }
  if (state.step === "opening" || state.step === "reading") {
    return <Reading state={state} onCancel={cancel} />;
  }
  return (
    <div className="grid gap-4 pb-1">
      {state.step === "refused" && (
        <Banner
          tone="danger"
          role="alert"
          title={state.name === null ? t("refused.pasted") : t("refused.file", { name: state.name })}
        >
          {t(`refused.${state.refusal.code}`, {
            line: state.refusal.line ?? 1,
            size: bytes(MAX_FILE_BYTES),
            lines: number(MAX_LINES),
            chars: number(MAX_RECORD_CHARS),
          })}
        </Banner>
      )}
      {state.step === "failed" && (
        <Failure
          error={state.failure}
          title={t("notRead")}
          actions={<Button onClick={again}>{t("retry")}</Button>}
        />
      )}
      <DropZone onFile={(file) => open(file, file.name.slice(0, 200))} />
      <Field label={t("paste")}>
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={t("pasteHint")}
            spellCheck={false}
            className="font-mono text-xs"
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-64 text-ink-muted text-xs">{t("kept")}</p>
        <Button variant="primary" disabled={text.trim() === ""} onClick={() => open(new Blob([text]), null)}>
          {t("readPasted")}
        </Button>
      </div>
    </div>
  );
}

function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const t = useTranslations("lists");
  const { bytes } = useFormats();
  const [over, setOver] = useState(false);
  const [tooMany, setTooMany] = useState(false);
  useEffect(() => {
    // Beside the zone a browser would open the file in place of the console.
    const refuse = (event: Event) => event.preventDefault();
    window.addEventListener("dragover", refuse);
    window.addEventListener("drop", refuse);
    return () => {
      window.removeEventListener("dragover", refuse);
      window.removeEventListener("drop", refuse);
    };
  }, []);
  const field = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file, ...more] = event.dataTransfer.files;
    setTooMany(more.length > 0);
    if (file && more.length === 0) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside is the way for keyboards
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        "grid justify-items-center gap-3 rounded-lg border border-line-strong border-dashed px-6 py-7 text-center transition-colors",
        over ? "border-accent bg-accent-soft" : "bg-sunken",
      )}
    >
      <FileUp aria-hidden className="size-6 text-ink-faint" />
      <p className="text-ink">{t("drop")}</p>
      {tooMany && (
        <p role="alert" className="text-danger-ink text-sm">
          {t("oneFile")}
        </p>
      )}
      <Button onClick={() => field.current?.click()}>{t("pick")}</Button>
      <input
        ref={field}
        type="file"
        accept=".txt,.csv,.tsv,text/plain,text/csv"
        aria-label={t("pick")}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be picked again after it was mended.
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
      <p className="max-w-md text-balance text-ink-muted text-xs">
        {t("formats", { size: bytes(MAX_FILE_BYTES) })}
      </p>
    </div>
  );
}

function Reading(props: { state: Extract<Import, { step: "opening" | "reading" }>; onCancel: () => void }) {
  const t = useTranslations("lists");
  const { bytes, number } = useFormats();
  const { state } = props;
  const name = state.name ?? t("pasted");
  return (
    <div className="grid gap-4 py-6">
      <p className="font-medium">{t("reading", { name })}</p>
      {state.step === "reading" ? (
        <>
          <Progress label={t("reading", { name })} done={state.readBytes} total={state.totalBytes} />
          <p data-figure className="text-ink-muted text-sm tabular-nums">
            {t("readSoFar", {
              read: bytes(state.readBytes),
              total: bytes(state.totalBytes),
              lines: number(state.sentLines),
            })}
          </p>
        </>
      ) : (
        <Progress label={t("reading", { name })} done={null} total={1} />
      )}
      <div>
        <Button onClick={props.onCancel}>{t("cancel")}</Button>
      </div>
    </div>
  );
}
