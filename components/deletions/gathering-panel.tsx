"use client";

import { useTranslations } from "next-intl";
import type { DeletionView } from "@/lib/engine/views.ts";
import { DiscardButton } from "./discard-button";
import { ObstacleNote } from "./obstacle-note";
import type { DeletionAction } from "./offered-actions";

/** The list is being frozen or looked at; nothing is deleted yet. */
export function GatheringPanel(props: { view: DeletionView; offered: ReadonlySet<DeletionAction> }) {
  const { view } = props;
  const t = useTranslations("deletions.gathering");
  const phase = view.state === "collecting" ? "collecting" : "forecasting";
  const { done, total } = view.progress ?? { done: 0, total: 0 };
  const title = t(`${phase}Title`);
  return (
    <section className="grid gap-4 rounded-lg border border-line bg-surface p-6 shadow-card sm:p-8">
      <div className="grid gap-1">
        <h2 className="text-lg">{title}</h2>
        <p className="max-w-[68ch] text-ink-muted">{t(`${phase}Text`)}</p>
      </div>
      <div className="grid gap-1.5">
        <div
          role="progressbar"
          aria-label={title}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={Math.min(done, total)}
          className="h-2 overflow-hidden rounded-full bg-neutral-soft"
        >
          <div
            className="h-full rounded-full bg-accent transition-[width]"
            style={{ width: `${total > 0 ? Math.min(100, (done / total) * 100) : 0}%` }}
          />
        </div>
        <p className="text-right text-ink-muted text-sm tabular-nums">
          {total > 0 ? t("progress", { done, total }) : t("collected", { done })}
        </p>
      </div>
      {view.obstacle && <ObstacleNote view={{ ...view, obstacle: view.obstacle }} offered={props.offered} />}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-muted text-sm">{t("calm")}</p>
        {props.offered.has("discard") && <DiscardButton id={view.id} />}
      </div>
    </section>
  );
}
