"use client";

import { useFormatter, useNow } from "next-intl";

const STEP_MS = 10_000;

/** "3 minutes ago", kept current, with the moment itself in the title. */
export function RelativeTime({ value, className }: { value: Date | string; className?: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: STEP_MS });
  const date = new Date(value);
  return (
    <time dateTime={date.toISOString()} title={format.dateTime(date, "second")} className={className}>
      {format.relativeTime(date, now)}
    </time>
  );
}
