"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { saveFile } from "@/components/ui/save-file";
import { Spinner } from "@/components/ui/spinner";
import { asFailure, readFile } from "./read-json";
import type { Selection } from "./selection";
import { inputOf } from "./video-queries";

/** The selection as a file. While it comes, the same place stops it; half a file is never saved. */
export function SelectionExport(props: { selection: Selection; disabled: boolean }) {
  const t = useTranslations("videos.selection");
  const errors = useTranslations("errors");
  const videos = useTranslations("videos");
  const [isExporting, setIsExporting] = useState(false);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const save = async (format: "csv" | "jsonl") => {
    const stop = new AbortController();
    running.current = stop;
    setIsExporting(true);
    try {
      const body = { selection: inputOf(props.selection), format };
      const file = await readFile("/api/videos/export", { signal: stop.signal, body });
      saveFile(file, `videos-${new Date().toISOString().slice(0, 16).replaceAll(/[:T]/g, "-")}.${format}`);
      notify({ text: t("exported"), tone: "ok" });
    } catch (error) {
      if (stop.signal.aborted) return;
      const { code } = asFailure(error);
      notify({
        text: t("notExported"),
        detail: code === "network" ? videos("network.what") : errors(`${code}.what`),
        tone: "danger",
      });
    } finally {
      setIsExporting(false);
    }
  };

  if (isExporting) {
    return (
      <Button size="sm" onClick={() => running.current?.abort()} title={t("exporting")}>
        <Spinner />
        {t("exportStop")}
      </Button>
    );
  }
  return (
    <Menu
      label={t("export")}
      align="end"
      items={[
        { key: "csv", label: t("exportCsv"), onSelect: () => void save("csv") },
        { key: "jsonl", label: t("exportJsonl"), onSelect: () => void save("jsonl") },
      ]}
      trigger={(attributes) => (
        <Button {...attributes} size="sm" disabled={props.disabled}>
          <Download aria-hidden />
          {t("export")}
        </Button>
      )}
    />
  );
}
