"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useCost } from "@/components/settings/use-cost";
import { useFormats } from "@/components/ui/format";
import type { Selection } from "./selection";
import { useSettled } from "./use-settled";
import { costQuery, inputOf } from "./video-queries";

/** While a person ticks rows, each of them is no question of its own. */
const REST_MS = 400;

/** What the selected sources cost a month, by the prices of the settings; nothing where none is entered for them. */
export function SelectionCost({ selection }: { selection: Selection }) {
  const t = useTranslations("videos.selection");
  const cost = useCost();
  const { bytes } = useFormats();
  const settled = useSettled(selection, REST_MS);
  const input = useMemo(() => inputOf(settled), [settled]);
  const { data } = useQuery(costQuery(input));
  const estimate = data?.estimate;
  if (!estimate || settled !== selection) return null;
  return (
    <span className="text-ink-muted" title={t("costNote")}>
      {cost(estimate)}
      {estimate.unpricedBytes > 0 && ` ${t("costUnpriced", { size: bytes(estimate.unpricedBytes) })}`}
    </span>
  );
}
