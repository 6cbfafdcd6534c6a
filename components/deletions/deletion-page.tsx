"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { FilterOption } from "@/components/ui/filter-menu";
import { lazyOnPress, useFetchAhead } from "@/components/ui/lazy-part";
import { useLostFocus } from "@/components/ui/use-lost-focus";
import type { DeletionView } from "@/lib/engine/views.ts";
import { CountdownPanel } from "./countdown-panel";
import { type DeletionActions, DeletionActionsProvider } from "./deletion-actions";
import { DeletionHeader } from "./deletion-header";
import { EndedPanel } from "./ended-panel";
import { EvidencePanel } from "./evidence-panel";
import { ReadError } from "./fetch-json";
import { GatheringPanel } from "./gathering-panel";
import { offeredActions } from "./offered-actions";
import { ResultPanel } from "./result-panel";
import { useResultParams } from "./result-params";
import { ReviewPanel } from "./review-panel";
import { RunPanel } from "./run-panel";
import { useAmounts } from "./use-amounts";
import { useAnnouncements } from "./use-announcements";
import { useDeletion } from "./use-deletion";
import { useNotes } from "./use-notes";

const ConfirmDialog = lazyOnPress(async () => ({
  default: (await import("./confirm-dialog")).ConfirmDialog,
}));

/** One deletion, from its list to its evidence: the page follows the state. */
export function DeletionPage(props: {
  initial: DeletionView;
  /** To name those that its filter asks for. */
  categories: readonly FilterOption[];
  canOperate: boolean;
  actions: DeletionActions;
}) {
  const query = useDeletion(props.initial);
  const view = query.data;
  useAnnouncements(view);
  useLostFocus();
  const offered = offeredActions(view, props.canOperate);
  const { item, outcome, setItem, setOutcome } = useResultParams();
  const [notes, setNotes] = useNotes(view);
  const [confirming, setConfirming] = useState(false);
  useFetchAhead(view.state === "review" && props.canOperate ? ConfirmDialog : null);

  function panel() {
    switch (view.state) {
      case "collecting":
      case "forecasting":
        return <GatheringPanel view={view} offered={offered} />;
      case "review":
        return (
          <ReviewPanel
            view={view}
            categories={props.categories}
            offered={offered}
            notes={notes}
            onNotes={setNotes}
            onConfirm={() => setConfirming(true)}
          />
        );
      case "awaiting-approval":
        return <AwaitingApproval />;
      case "countdown":
        return <CountdownPanel view={view} offered={offered} />;
      case "running":
      case "paused":
      case "verifying":
        return <RunPanel view={view} offered={offered} onEvidence={setItem} />;
      case "finished":
        return (
          <ResultPanel
            view={view}
            offered={offered}
            outcome={outcome}
            onOutcome={setOutcome}
            onEvidence={setItem}
          />
        );
      case "failed":
      case "discarded":
        return <EndedPanel view={view} state={view.state} />;
      default:
        return view.state satisfies never;
    }
  }

  return (
    <DeletionActionsProvider actions={props.actions}>
      <div data-deletion-page className="mx-auto grid max-w-7xl gap-6">
        <DeletionHeader view={view} />
        {query.isRefetchError && (
          <NotUpToDate since={view.now} error={query.error} onRetry={() => void query.refetch()} />
        )}
        {panel()}
      </div>
      {/* Outside the panels: when another tab confirms first, the difference is still shown. */}
      {confirming && (
        <ConfirmDialog
          view={view}
          categories={props.categories}
          notes={notes}
          onClose={() => setConfirming(false)}
        />
      )}
      <EvidencePanel
        view={view}
        seq={item}
        live={view.state === "running" || view.state === "verifying"}
        onClose={() => setItem(null)}
      />
    </DeletionActionsProvider>
  );
}

function NotUpToDate(props: { since: string; error: Error; onRetry: () => void }) {
  const t = useTranslations("deletions.stale");
  const signIn = useTranslations("deletions.error")("signIn");
  // Without a session, loading the page again leads to the sign-in and back here.
  const ended = props.error instanceof ReadError && props.error.status === 401;
  const { second } = useAmounts();
  return (
    <Banner
      tone="warn"
      role="status"
      title={t("title")}
      actions={
        <Button size="sm" onClick={ended ? () => window.location.reload() : props.onRetry}>
          {ended ? signIn : t("retry")}
        </Button>
      }
    >
      {t("text", { time: second(props.since) })}
    </Banner>
  );
}

function AwaitingApproval() {
  const t = useTranslations("deletions.approval");
  return (
    <Banner tone="warn" title={t("title")}>
      {t("text")}
    </Banner>
  );
}
