"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "@/components/ui/format";
import { type LineStatus, type ListCounts, READY_STATUSES, readyCount } from "@/lib/lists/line-status.ts";

/** What a person tells lines apart by: the ways of being ready are one. */
const CLASSES = [
  "ready",
  "ambiguous",
  "unknown",
  "missing",
  "forbidden",
  "unasked",
  "duplicate",
  "malformed",
] as const;
export type LineClass = "all" | (typeof CLASSES)[number];

export function classOf(status: LineStatus): Exclude<LineClass, "all"> {
  return status === "known" || status === "found" || status === "chosen" ? "ready" : status;
}

const NONE: readonly LineStatus[] = [];
const EACH: Record<LineClass, readonly LineStatus[]> = {
  all: NONE,
  ready: READY_STATUSES,
  ambiguous: ["ambiguous"],
  unknown: ["unknown"],
  missing: ["missing"],
  forbidden: ["forbidden"],
  unasked: ["unasked"],
  duplicate: ["duplicate"],
  malformed: ["malformed"],
};

/** The statuses that a class stands for; none for all of them. */
export function statusesOf(shown: LineClass): readonly LineStatus[] {
  return EACH[shown];
}

/** How many lines of each class there are, each a way to see only these. */
export function LineClasses(props: {
  counts: ListCounts;
  lines: number;
  shown: LineClass;
  onShow: (shown: LineClass) => void;
}) {
  const t = useTranslations("lists");
  const { number } = useFormats();
  const countOf = (one: LineClass) => {
    if (one === "all") return props.lines;
    return one === "ready" ? readyCount(props.counts) : props.counts[one];
  };
  const choices = (["all", ...CLASSES] as const).filter(
    (one) => one === "all" || one === props.shown || countOf(one) > 0,
  );
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t("show")}</legend>
      {choices.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={props.shown === one}
          onClick={() => props.onShow(one)}
          className="rounded-full border border-line bg-surface px-3 py-1 text-sm tabular-nums hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
        >
          {t(`class.${one}`)} <span className="text-ink-muted">{number(countOf(one))}</span>
        </button>
      ))}
    </fieldset>
  );
}
