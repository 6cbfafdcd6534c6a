import type { DeletionView } from "@/lib/engine/views.ts";

export const DELETION_ACTIONS = [
  "decide",
  "confirm",
  "recheck",
  "discard",
  "undo",
  "pause",
  "resume",
  "cancel",
  "retry",
  "try-again",
  "give-up",
] as const;
export type DeletionAction = (typeof DELETION_ACTIONS)[number];

/**
 * What a person may do with a deletion as it is now. The server decides again; this only keeps buttons
 * that would be refused off the screen. A person who may not operate gets none.
 */
export function offeredActions(
  view: Pick<DeletionView, "state" | "digest" | "forecastTooOld" | "plan" | "retries" | "obstacle">,
  canOperate: boolean,
): ReadonlySet<DeletionAction> {
  return new Set(canOperate ? actionsOf(view) : []);
}

function actionsOf(view: Parameters<typeof offeredActions>[0]): DeletionAction[] {
  const onceAgain: DeletionAction[] = view.obstacle ? ["try-again"] : [];
  switch (view.state) {
    case "review": {
      const actions: DeletionAction[] = ["decide", "recheck", "discard"];
      return mayConfirm(view) ? [...actions, "confirm"] : actions;
    }
    case "countdown":
      return ["undo"];
    case "running":
      return ["pause", "cancel", ...onceAgain];
    case "paused":
      return ["resume", "cancel", ...onceAgain];
    case "collecting":
      return ["discard"];
    case "forecasting":
      return ["discard", ...onceAgain];
    case "verifying":
      return view.obstacle ? [...onceAgain, "give-up"] : [];
    case "finished":
      return view.retries.some((retry) => retry.count > 0 && retry.openChildId === null) ? ["retry"] : [];
    case "awaiting-approval":
    case "failed":
    case "discarded":
      return [];
    default:
      return view.state satisfies never;
  }
}

/** Confirming needs something included, a fresh forecast, and a consent for exactly what is included. */
function mayConfirm({ plan, digest, forecastTooOld }: Parameters<typeof offeredActions>[0]): boolean {
  if (digest === null || forecastTooOld || plan.total.count === 0) return false;
  if (plan.forced.count > 0 && !plan.forceConsented) return false;
  return plan.lastCopy.count === 0 || plan.lastCopyConsented;
}
