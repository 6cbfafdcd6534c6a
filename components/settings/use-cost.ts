"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { CostEstimate } from "@/lib/settings/estimate-cost.ts";

/** An estimate in words: "¥148.08 a month (estimate)". */
export function useCost() {
  const t = useTranslations("common");
  const format = useFormatter();
  return ({ currency, perMonth, belowSmallest }: CostEstimate): string => {
    const places = perMonth.split(".")[1]?.length ?? 0;
    // Rounded already: what has at most fifteen digits is formatted as it stands.
    const value = belowSmallest ? 10 ** -places : Number(perMonth);
    const amount = format.number(value, { style: "currency", currency });
    return t(belowSmallest ? "costBelow" : "costPerMonth", { amount });
  };
}
