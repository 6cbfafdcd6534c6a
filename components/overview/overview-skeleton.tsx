"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

const CARDS = ["all", "without", "with", "reclaimed"];
const CHARTS = ["category", "month", "class", "band"];
const ROWS = ["a", "b", "c", "d", "e"];

/** The screen's shape while the library is counted for the first time. */
export function OverviewSkeleton() {
  const t = useTranslations("overview");
  return (
    <div className="grid gap-5" aria-busy>
      <p role="status" className="text-ink-muted text-sm">
        {t("counting")}
      </p>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {CARDS.map((card) => (
          <div key={card} className="grid gap-3 rounded-lg border border-line bg-surface p-4 shadow-card">
            <Skeleton className="h-4 w-28" />
            <Skeleton className="h-8 w-32" />
            <Skeleton className="h-4 w-40" />
          </div>
        ))}
      </div>
      <div className="grid gap-5 lg:grid-cols-2">
        {CHARTS.map((chart) => (
          <div key={chart} className="grid gap-4 rounded-lg border border-line bg-surface p-5 shadow-card">
            <Skeleton className="h-5 w-40" />
            {ROWS.map((row) => (
              <Skeleton key={row} className="h-6" />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
