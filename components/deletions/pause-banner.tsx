"use client";

import { Pause } from "lucide-react";
import { useTranslations } from "next-intl";
import type { DeletionView } from "@/lib/engine/views.ts";

const EXPLAINED = [
  "paused-by-person",
  "fatal-answer",
  "unreachable",
  "failure-rate",
  "nothing-exists",
  "first-batch-failed",
  "downtime",
  "forecast-too-old",
  "imported",
] as const;

/** Why it waits: cause, effect on the data, what to do. */
export function PauseBanner({ pause }: { pause: NonNullable<DeletionView["pause"]> }) {
  const t = useTranslations("deletions.pause");
  const code = EXPLAINED.find((known) => known === pause.code) ?? "other";
  const { detail } = pause;
  const values = {
    code: String(detail.code ?? pause.code),
    message: String(detail.message ?? ""),
    name: String(detail.name ?? ""),
  };
  const title =
    code !== "paused-by-person"
      ? t(`${code}.title`)
      : detail.name
        ? t(`${code}.title`, values)
        : t(`${code}.titleNoName`);
  return (
    <section
      aria-label={title}
      className="flex gap-3 rounded-lg border border-warn-line bg-warn-soft p-4 text-sm text-warn-ink"
    >
      <Pause aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="grid min-w-0 gap-1">
        <h2 className="text-md">{title}</h2>
        <p className="break-words">{t(`${code}.cause`, values)}</p>
        <p>{t(`${code}.effect`)}</p>
        <p className="font-medium">{t(`${code}.todo`)}</p>
        {detail.requestId !== undefined && <p className="font-mono text-xs">{String(detail.requestId)}</p>}
      </div>
    </section>
  );
}
