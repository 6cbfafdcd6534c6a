"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Disclosure } from "@/components/ui/disclosure";
import { Select } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { DeletionView } from "@/lib/engine/views.ts";
import { COPY_TARGETS, copyAs } from "./copy-as";

/** The same delete call for another tool, for one id or for all that it named. */
export function CopyAsPanel(props: {
  environment: DeletionView["environment"];
  /** The id whose evidence is shown. */
  videoId: string;
  /** All ids of the call. */
  videoIds: readonly string[];
  force: boolean;
}) {
  const t = useTranslations("deletions.evidence.copyAs");
  const [target, setTarget] = useState(COPY_TARGETS[0]);
  const [scope, setScope] = useState<"one" | "all">("all");
  const id = useId();
  if (!target) return null;
  const { region, kind } = props.environment;
  const code = copyAs(target.target, {
    region,
    videoIds: scope === "one" ? [props.videoId] : props.videoIds,
    force: props.force,
  });
  return (
    <Disclosure summary={t("title")}>
      <div className="grid grid-cols-1 gap-3">
        <div className="flex flex-wrap items-end gap-3">
          <div className="grid gap-1">
            <label htmlFor={id} className="text-ink-muted text-xs">
              {t("target")}
            </label>
            <Select
              id={id}
              value={target.target}
              onChange={(event) =>
                setTarget(COPY_TARGETS.find((choice) => choice.target === event.currentTarget.value))
              }
            >
              {COPY_TARGETS.map((choice) => (
                <option key={choice.target} value={choice.target}>
                  {choice.name}
                </option>
              ))}
            </Select>
          </div>
          {props.videoIds.length > 1 && (
            <Segmented
              label={t("what")}
              options={[
                { value: "all", label: t("all", { count: props.videoIds.length }) },
                { value: "one", label: t("one") },
              ]}
              value={scope}
              onChange={setScope}
            />
          )}
        </div>
        <section
          aria-label={t("code", { name: target.name })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          tabIndex={0}
          className="max-h-80 overflow-auto rounded-md border border-line bg-sunken p-3"
        >
          <pre className="font-mono text-xs">{code}</pre>
        </section>
        <CopyButton text={code} label={t("copy")} className="justify-self-start">
          {t("copy")}
        </CopyButton>
        <p className="text-ink-muted text-xs">
          {t("note")} {kind === "sandbox" && t("sandbox")}
        </p>
      </div>
    </Disclosure>
  );
}
