"use client";

import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import type { DeletionView } from "@/lib/engine/views.ts";
import { ActionFailureNote } from "./action-failure";
import { useDeletionActions } from "./deletion-actions";
import type { DeletionAction } from "./offered-actions";
import { useDeletionAction } from "./use-deletion-action";

/** The time in which a person can still take it back; measured on the server's clock. */
export function CountdownPanel(props: { view: DeletionView; offered: ReadonlySet<DeletionAction> }) {
  const { view } = props;
  const t = useTranslations("deletions.countdown");
  const { undo } = useDeletionActions();
  const { run, pending, failure } = useDeletionAction(view.id);
  const seconds = Math.ceil(useRemaining(view) / 1000);
  // What is known is from before: without news from the server nothing may be said of calls, nor offered.
  const isOver = seconds === 0;
  return (
    <section className="grid justify-items-center gap-4 rounded-lg border border-warn-line bg-surface p-8 text-center shadow-card sm:p-12">
      <p aria-hidden data-figure className="font-semibold text-[4.5rem] text-warn-ink leading-none">
        {seconds}
      </p>
      <div className="grid gap-1">
        <h2 className="text-lg">
          <span role="timer" aria-live="off">
            {t("title", { seconds })}
          </span>
        </h2>
        <p role="status" className="text-ink-muted">
          {isOver ? t("over") : t("text", { count: view.plan.total.count })}
        </p>
        {view.confirmedByName && (
          <p className="text-ink-muted text-sm">{t("confirmedBy", { name: view.confirmedByName })}</p>
        )}
      </div>
      <ActionFailureNote failure={failure} />
      {props.offered.has("undo") && !isOver && (
        <>
          <Button
            variant="primary"
            disabled={pending}
            onClick={() => void run(() => undo({ id: view.id }))}
            className="min-w-40"
          >
            <Undo2 aria-hidden className="size-4" />
            {t("undo")}
          </Button>
          <p className="text-ink-muted text-sm">{t("undoHint")}</p>
        </>
      )}
    </section>
  );
}

/** What is left of the countdown, in ms: what the server said, less the time since it said so. */
function useRemaining({ startsAt, now }: DeletionView): number {
  const said = startsAt ? Math.max(0, Date.parse(startsAt) - Date.parse(now)) : 0;
  const [left, setLeft] = useState(said);
  useEffect(() => {
    const since = performance.now();
    const tick = () => setLeft(Math.max(0, said - (performance.now() - since)));
    tick();
    const timer = setInterval(tick, 200);
    return () => clearInterval(timer);
  }, [said]);
  return left;
}
