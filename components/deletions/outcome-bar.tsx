"use client";

import { useTranslations } from "next-intl";
import { SegmentBar } from "@/components/ui/segment-bar";
import { TONE_TEXT } from "@/components/ui/tone";
import type { DeletionView } from "@/lib/engine/views.ts";
import { OUTCOME_LOOK } from "./outcome-badge";
import { segments, settled } from "./settled";
import { useAmounts } from "./use-amounts";

/** Outcomes side by side, with a legend that says each with icon, word and number. */
export function OutcomeBar({ view }: { view: Pick<DeletionView, "tallies" | "itemCount" | "plan"> }) {
  const t = useTranslations();
  const { count } = useAmounts();
  const shown = segments(view);
  const { done, total } = settled(view);
  return (
    <div className="grid gap-3">
      <SegmentBar
        label={t("deletions.run.progressLabel", { total })}
        total={total}
        progress={{
          value: done,
          text: t("deletions.list.progressOf", { done, total, verified: view.tallies.verified.count }),
        }}
        legend={false}
        segments={shown
          .filter(({ outcome }) => outcome !== "pending")
          .map((segment) => ({
            key: segment.outcome,
            label: t(`outcomes.name.${segment.outcome}`),
            value: segment.count,
            shown: count(segment.count),
            tone: OUTCOME_LOOK[segment.outcome].tone,
            pending: segment.outcome === "accepted" || segment.outcome === "sending",
          }))}
      />
      <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
        {shown.map(({ outcome, count: items }) => {
          const { icon: Icon, tone } = OUTCOME_LOOK[outcome];
          return (
            <li key={outcome} className="flex items-center gap-1.5">
              <Icon aria-hidden className={`size-4 ${TONE_TEXT[tone]}`} />
              <span className="text-ink-muted">{t(`outcomes.name.${outcome}`)}</span>
              <span className="font-medium tabular-nums">{count(items)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
