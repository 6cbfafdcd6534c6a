import type { DeletionState } from "@/lib/deletion/types.ts";

/** While the server is at work on it; never faster. */
const DRIVEN_MS = 1_000;
const WAITING_MS = 5_000;
const HIDDEN_MS = 15_000;
/** Someone who has not touched the page for this long watches from afar. */
export const IDLE_AFTER_MS = 5 * 60_000;

/**
 * How long to wait before the deletion is read again, in ms; false when nothing changes by itself any more.
 */
export function pollInterval(
  state: DeletionState,
  watcher: { hidden: boolean; idleMs: number },
): number | false {
  const base = baseInterval(state);
  if (base === false) return false;
  if (watcher.hidden) return HIDDEN_MS;
  return watcher.idleMs >= IDLE_AFTER_MS ? Math.max(base, WAITING_MS) : base;
}

function baseInterval(state: DeletionState): number | false {
  switch (state) {
    case "collecting":
    case "forecasting":
    case "countdown":
    case "running":
    case "verifying":
      return DRIVEN_MS;
    case "review":
    case "awaiting-approval":
    case "paused":
      return WAITING_MS;
    case "finished":
    case "failed":
    case "discarded":
      return false;
    default:
      return state satisfies never;
  }
}
