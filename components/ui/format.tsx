import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { bytesInUnit } from "./bytes";
import { cx } from "./cx";

/** The formatters of the reader's language that this console needs, for texts and attributes. */
export function useFormats() {
  const format = useFormatter();
  return useMemo(() => formatsOf(format), [format]);
}

/** All that a number holds. */
const EVERY_DIGIT = 17;
/** The same in every language of the console. */
const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;

function formatsOf(format: ReturnType<typeof useFormatter>) {
  const bytesTo = (maximumSignificantDigits: number) => (bytes: number) => {
    const { value, unit } = bytesInUnit(bytes);
    // Short, a byte stands in the singular whatever the number.
    const unitDisplay = unit === "byte" ? "long" : "short";
    return format.number(value, { style: "unit", unit, unitDisplay, maximumSignificantDigits });
  };
  return {
    /** Exact, grouped: 1,240. */
    number: (value: number) => format.number(value, "integer"),
    /** Decimal units (GB = 10⁹ bytes), three significant digits: 3.21 TB. */
    bytes: bytesTo(3),
    /** The same to the last byte: 3.210000004 TB. For what is compared with it. */
    exactBytes: bytesTo(EVERY_DIGIT),
    /** A share between 0 and 1. Never rounded up to 100 % or down to 0 % before it is. */
    percent: (share: number) => {
      const held = share > 0 && share < 1 ? Math.min(Math.max(share, 0.001), 0.999) : share;
      return format.number(held, "percent");
    },
    /** Seconds as h:mm:ss or m:ss, as players show them. */
    clock: (seconds: number) => {
      const whole = Math.round(seconds);
      const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
      const shown = parts[0] === 0 ? parts.slice(1) : parts;
      return shown
        .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0")))
        .join(":");
    },
    /** Whether a day of the reader's begins at this moment. */
    beginsDay: (date: Date) => date.getTime() % 1000 === 0 && format.dateTime(date, CLOCK) === "00:00:00",
    date: (date: Date) => format.dateTime(date, "date"),
    minute: (date: Date) => format.dateTime(date, "minute"),
    second: (date: Date) => format.dateTime(date, "second"),
  };
}

type Shown<T> = { value: T | null; className?: string };

/** An exact number. */
export function Num({ value, className }: Shown<number>) {
  const { number } = useFormats();
  return value === null ? (
    <Unknown />
  ) : (
    <span className={cx("tabular-nums", className)}>{number(value)}</span>
  );
}

/** Bytes in a handy unit, with the exact number in the title. */
export function Bytes({ value, className }: Shown<number>) {
  const { bytes } = useFormats();
  const t = useTranslations("common");
  if (value === null) return <Unknown />;
  return (
    <span
      className={cx("whitespace-nowrap tabular-nums", className)}
      title={t("exactBytes", { count: value })}
    >
      {bytes(value)}
    </span>
  );
}

/** A length of video: 1:02:09. */
export function Duration({ value, className }: Shown<number>) {
  const { clock } = useFormats();
  return value === null ? <Unknown /> : <span className={cx("tabular-nums", className)}>{clock(value)}</span>;
}

/** A moment in the reader's time zone, to the second in the title. `value` may be an ISO string from JSON. */
export function DateTime({
  value,
  precision = "minute",
  className,
}: Shown<Date | string> & { precision?: "date" | "minute" | "second" }) {
  const formats = useFormats();
  if (value === null) return <Unknown />;
  const date = new Date(value);
  return (
    <time
      dateTime={date.toISOString()}
      title={formats.second(date)}
      className={cx(precision !== "second" && "whitespace-nowrap", "tabular-nums", className)}
    >
      {formats[precision](date)}
    </time>
  );
}

/** What is not known stays visibly unknown, and is never a zero. */
export function Unknown() {
  const t = useTranslations("common");
  return (
    <span className="text-ink-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">{t("notKnown")}</span>
    </span>
  );
}
