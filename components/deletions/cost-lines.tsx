"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCost } from "@/components/settings/use-cost";
import type { DeletionView } from "@/lib/engine/views.ts";
import { costQuery } from "./deletion-queries";
import { useAmounts } from "./use-amounts";

/** What the included sources cost a month, lines of the plan; nothing where no price is set for them. */
export function CostLines({ view }: { view: DeletionView }) {
  const t = useTranslations("deletions.plan");
  const cost = useCost();
  const { bytes } = useAmounts();
  const { data } = useQuery(costQuery(view.id, view.digest));
  const estimate = data?.estimate;
  if (!estimate || view.plan.total.count === 0) return null;
  return (
    <>
      <dt className="col-span-2 text-ink-muted">{t("cost")}</dt>
      <dd className="col-span-2 text-right">{cost(estimate)}</dd>
      <dd className="col-span-2 text-ink-muted text-xs">
        {t("costNote")}{" "}
        {estimate.unpricedBytes > 0 && t("costUnpriced", { size: bytes(estimate.unpricedBytes) })}
      </dd>
    </>
  );
}
