"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useFormats } from "@/components/ui/format";
import { durationParts } from "./duration-parts";

/** Numbers, bytes, moments (ISO text) and lengths of time (ms) in the reader's locale. */
export function useAmounts() {
  const format = useFormatter();
  const formats = useFormats();
  const t = useTranslations("deletions.run");
  return {
    count: formats.number,
    bytes: formats.bytes,
    rate: (value: number) => format.number(value, "rate"),
    minute: (iso: string) => formats.minute(new Date(iso)),
    second: (iso: string) => formats.second(new Date(iso)),
    clock: (iso: string) => format.dateTime(new Date(iso), "clock"),
    duration: (ms: number) => {
      const { unit, ...parts } = durationParts(ms);
      return t(unit, parts);
    },
  };
}
