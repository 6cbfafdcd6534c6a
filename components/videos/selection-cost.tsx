"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCost } from "@/components/settings/use-cost";
import { useFormats } from "@/components/ui/format";
import { MAX_SELECTED_IDS } from "@/lib/catalog/selection-limits.ts";
import type { Selection } from "./selection";
import { inputOf } from "./use-review";
import { useSettled } from "./use-settled";
import { costQuery } from "./video-queries";

/** While a person ticks rows, each of them is no question of its own. */
const REST_MS = 400;

/** What the selected sources cost a month, by the prices of the settings; nothing where none is entered for them. */
export function SelectionCost({ selection }: { selection: Selection }) {
  const t = useTranslations("videos.selection");
  const cost = useCost();
  const { bytes } = useFormats();
  const settled = useSettled(selection, REST_MS);
  // More ids than a request takes would have to be uploaded first.
  const asked = settled.kind !== "ids" || settled.ids.size <= MAX_SELECTED_IDS;
  const { data } = useQuery({ ...costQuery(inputOf(settled)), enabled: asked });
  const estimate = data?.estimate;
  if (!estimate || settled !== selection) return null;
  return (
    <span className="text-ink-muted" title={t("costNote")}>
      {cost(estimate)}
      {estimate.unpricedBytes > 0 && ` ${t("costUnpriced", { size: bytes(estimate.unpricedBytes) })}`}
    </span>
  );
}
