"use client";

import { useFormatter, useTranslations } from "next-intl";
import { durationParts } from "./duration-parts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/**
 * Numbers, bytes, times and lengths of time in the reader's locale. Bytes are in powers of ten
 * (GB = 10⁹ bytes), with three significant digits.
 */
export function useAmounts() {
  const format = useFormatter();
  const t = useTranslations("deletions.run");
  const bytes = (value: number) => {
    const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
    return format.number(value / 1000 ** power, {
      style: "unit",
      unit: UNITS[power] ?? "byte",
      unitDisplay: power === 0 ? "long" : "short",
      maximumSignificantDigits: 3,
    });
  };
  return {
    count: (value: number) => format.number(value),
    rate: (value: number) => format.number(value, { maximumFractionDigits: 1 }),
    bytes,
    dateTime: (iso: string) => format.dateTime(new Date(iso), { dateStyle: "medium", timeStyle: "medium" }),
    time: (iso: string) => format.dateTime(new Date(iso), { timeStyle: "short" }),
    duration: (ms: number) => {
      const { unit, ...parts } = durationParts(ms);
      return t(unit, parts);
    },
  };
}
