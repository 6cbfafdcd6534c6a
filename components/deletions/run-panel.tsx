"use client";

import { Layers, Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { lazyOnPress, useFetchAhead } from "@/components/ui/lazy-part";
import type { DeletionView } from "@/lib/engine/views.ts";
import { ActionFailureNote } from "./action-failure";
import { CauseList } from "./cause-list";
import { useDeletionActions } from "./deletion-actions";
import { ObstacleNote } from "./obstacle-note";
import type { DeletionAction } from "./offered-actions";
import { OutcomeBar } from "./outcome-bar";
import { PauseBanner } from "./pause-banner";
import { RunFigures } from "./run-figures";
import { splitCauses } from "./settled";
import { useDeletionAction } from "./use-deletion-action";

const CancelDialog = lazyOnPress(async () => ({ default: (await import("./cancel-dialog")).CancelDialog }));

/** The run as it is: outcomes so far, pace, what is left, and the ways to stop it. */
export function RunPanel(props: {
  view: DeletionView;
  offered: ReadonlySet<DeletionAction>;
  onEvidence: (seq: number) => void;
}) {
  const { view, offered } = props;
  const t = useTranslations("deletions.run");
  const { pause, resume } = useDeletionActions();
  const { run, pending, failure } = useDeletionAction(view.id);
  const [cancelling, setCancelling] = useState(false);
  useFetchAhead(CancelDialog);
  const id = useId();
  const { problems } = splitCauses(view.causes);
  return (
    <div className="grid gap-6">
      {view.state === "paused" && view.pause && <PauseBanner pause={view.pause} />}
      {view.obstacle && !saysWhy(view) && (
        <ObstacleNote view={{ ...view, obstacle: view.obstacle }} offered={offered} />
      )}
      <section
        aria-labelledby={id}
        className="grid gap-5 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6"
      >
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="grid gap-0.5">
            <h2 id={id} className="text-lg">
              {t(titleOf(view))}
            </h2>
            <Phase view={view} />
          </div>
          <div className="flex flex-wrap gap-2">
            {offered.has("pause") && (
              <Button
                disabled={pending}
                onClick={() => void run(() => pause({ id: view.id }), { keepItems: true })}
              >
                <Pause aria-hidden className="size-4" />
                {t("pause")}
              </Button>
            )}
            {offered.has("resume") && (
              <Button
                variant="primary"
                disabled={pending}
                onClick={() => void run(() => resume({ id: view.id }), { keepItems: true })}
              >
                <Play aria-hidden className="size-4" />
                {t("resume")}
              </Button>
            )}
            {offered.has("cancel") && (
              <Button variant="ghost" disabled={pending} onClick={() => setCancelling(true)}>
                {t("cancel")}
              </Button>
            )}
          </div>
        </div>
        <ActionFailureNote failure={failure} />
        <OutcomeBar view={view} />
        {view.state === "paused" && (
          <p className="text-ink-muted text-sm">{t("pausing", { count: view.inFlightCalls })}</p>
        )}
        <RunFigures view={view} />
        <Waiting waiting={view.waiting} />
        <p className="text-ink-muted text-xs">{t("closeTab")}</p>
      </section>
      {problems.length > 0 && (
        <CauseList
          view={view}
          title={t("problems", { count: problems.reduce((sum, cause) => sum + cause.count, 0) })}
          causes={problems}
          retries={[]}
          mayRetry={false}
          onEvidence={props.onEvidence}
        />
      )}
      {cancelling && <CancelDialog view={view} onClose={() => setCancelling(false)} />}
    </div>
  );
}

/** Why it may be slower than its rate: other deletions at work, and ids that one of them has in hand. */
function Waiting({ waiting: { othersRunning, heldItems } }: Pick<DeletionView, "waiting">) {
  const t = useTranslations("deletions.run");
  if (othersRunning === 0 && heldItems === 0) return null;
  return (
    <p className="flex gap-2 text-sm">
      <Layers aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-muted" />
      <span>
        {othersRunning > 0 && t("shared", { count: othersRunning })}{" "}
        {heldItems > 0 && t("held", { count: heldItems })}
      </span>
    </p>
  );
}

/** The pause has the same cause, and resuming tries again. */
function saysWhy({ state, pause }: DeletionView): boolean {
  return state === "paused" && pause?.code === "fatal-answer";
}

function titleOf({ state, progress, cancelledAt }: DeletionView) {
  if (state === "paused") return "titlePaused";
  if (state === "verifying") return cancelledAt ? "titleVerifyingCancelled" : "titleVerifying";
  return progress?.phase === "planning" ? "titlePlanning" : "titleRunning";
}

function Phase({ view: { progress, cancelledAt } }: { view: DeletionView }) {
  const t = useTranslations("deletions.run");
  if (!progress) return null;
  const { phase, ...counts } = progress;
  return (
    <p className="text-ink-muted text-sm tabular-nums">
      {phase === "planning" && t("planning", counts)}
      {phase === "sending" && t("sent", counts)}
      {phase === "verifying" && `${t(cancelledAt ? "nothingMore" : "allSent")} ${t("verified", counts)}`}
    </p>
  );
}
