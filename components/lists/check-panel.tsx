"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useFormats } from "@/components/ui/format";
import { Failure } from "@/components/videos/failure";
import type { ListView } from "@/lib/catalog/lists/views.ts";
import type { ListActions } from "./list-actions";
import { Progress } from "./progress";
import { useCheck } from "./use-check";

/** The live check of what the catalog does not know: how far it is, and a way to stop it and go on. */
export function CheckPanel({ list, step }: { list: ListView; step: ListActions["check"] }) {
  const t = useTranslations("lists.check");
  const { number } = useFormats();
  const left = list.counts.unknown;
  const [atFirst] = useState(left);
  const { check, start, stop } = useCheck(list.id, step, left > 0);
  if (check.state === "failed") {
    return (
      <Failure
        error={check.failure}
        title={t("failed")}
        actions={<Button onClick={start}>{t("goOn")}</Button>}
      />
    );
  }
  if (check.state === "obstructed") {
    const { code, message } = check.obstacle;
    return (
      <Banner
        tone="warn"
        role="status"
        title={t("obstructed", { code })}
        actions={<Button onClick={start}>{t("goOn")}</Button>}
      >
        <span className="break-words">{message}</span> {t("nothingLost")}
      </Banner>
    );
  }
  if (left === 0) return null;
  const running = check.state === "running";
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="grid min-w-0 flex-1 basis-64 gap-1.5">
        <p data-figure className="text-sm">
          {t(running ? "running" : "stopped", {
            done: number(atFirst - left),
            total: number(atFirst),
          })}
        </p>
        <Progress label={t("label")} done={atFirst - left} total={atFirst} />
      </div>
      <Button size="sm" onClick={running ? stop : start}>
        {t(running ? "stop" : "goOn")}
      </Button>
    </div>
  );
}
