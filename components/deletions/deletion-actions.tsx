"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { LostAction } from "@/components/ui/lost-action";
import type { ActionError, ActionResult } from "@/lib/actions/errors.ts";
import type { DecidableGroup, Exception } from "@/lib/deletion/types.ts";
import type { ConsentScope, RetryCause } from "@/lib/engine/views.ts";

/** What an action said no with; `network` when no answer came, so that nobody knows whether it took effect. */
export type ActionFailure = ActionError | { code: LostAction; reference?: undefined; detail?: undefined };

type Act<I, T = unknown> = (input: I) => Promise<ActionResult<T>>;
type OnlyId = { id: string };

/** What a person can do to a deletion. The page hands the server actions in: components know no route. */
export type DeletionActions = {
  decideGroup: Act<{ id: string; group: DecidableGroup; include: boolean }>;
  decideItems: Act<{ id: string; seqs: number[]; exception: Exception | null }>;
  giveConsent: Act<{
    id: string;
    scope: ConsentScope;
    groups: DecidableGroup[];
    digest: string;
    typedCount: string;
  }>;
  confirm: Act<{
    id: string;
    digest: string;
    typedCount?: string | undefined;
    reason?: string | undefined;
    ticket?: string | undefined;
  }>;
  undo: Act<OnlyId>;
  pause: Act<OnlyId>;
  resume: Act<OnlyId>;
  cancel: Act<OnlyId>;
  discard: Act<OnlyId>;
  recheck: Act<OnlyId>;
  tryAgain: Act<OnlyId>;
  giveUp: Act<OnlyId>;
  retry: Act<{ id: string; cause: RetryCause }, { id: string }>;
};

const Context = createContext<DeletionActions | null>(null);

export function DeletionActionsProvider(props: { actions: DeletionActions; children: ReactNode }) {
  return <Context value={props.actions}>{props.children}</Context>;
}

/** @throws Error outside a DeletionActionsProvider: that is a bug */
export function useDeletionActions(): DeletionActions {
  const actions = useContext(Context);
  if (!actions) throw new Error("useDeletionActions needs a DeletionActionsProvider");
  return actions;
}
