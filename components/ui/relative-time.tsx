"use client";

import { useFormatter, useNow } from "next-intl";
import { useLayoutEffect, useState } from "react";

const STEP_MS = 10_000;

/**
 * "3 minutes ago", kept current, with the moment itself in the title. For what has happened: a clock that is
 * a little slow makes it "now", not "in 5 seconds".
 */
export function RelativeTime({ value, className }: { value: Date | string; className?: string }) {
  const format = useFormatter();
  const date = new Date(value);
  const now = useCurrentTime();
  return (
    <time dateTime={date.toISOString()} title={format.dateTime(date, "second")} className={className}>
      {format.relativeTime(date, now > date ? now : date)}
    </time>
  );
}

/** The time the page was made, for its first drawing, and at once the present; that page may be hours old. */
function useCurrentTime(): Date {
  const [now, setNow] = useState(useNow());
  useLayoutEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
