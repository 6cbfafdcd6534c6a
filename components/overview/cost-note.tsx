"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormats } from "@/components/ui/format";
import type { OverviewView } from "@/lib/engine/read-overview.ts";

type Costs = NonNullable<OverviewView["figures"]>["costs"];

/** What the estimates are made of and what is not in them, or that there are no prices to make one of. */
export function CostNote({ costs, mayPrice }: { costs: Costs; mayPrice: boolean }) {
  const t = useTranslations("overview.cost");
  const { bytes } = useFormats();
  const unpriced = costs?.all?.unpricedBytes ?? 0;
  return (
    <p className="-mt-3 text-ink-muted text-xs">
      {costs?.all ? t("basis") : t(costs ? "noneFits" : "noPrices")}{" "}
      {unpriced > 0 && t("unpriced", { size: bytes(unpriced) })}{" "}
      <Link href="/settings#prices" className="font-medium text-accent-ink underline">
        {t(mayPrice ? (costs ? "change" : "edit") : "look")}
      </Link>
    </p>
  );
}
