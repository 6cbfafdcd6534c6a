import { type RetryCause, retryCauseOf } from "@/lib/deletion/retry-groups.ts";
import type { CauseView, RetryView } from "@/lib/engine/views.ts";

/**
 * Puts each follow-up beside the first cause it would try again, so that none is offered twice. What fits
 * no cause on the screen is left over.
 */
export function placeRetries(
  causes: readonly CauseView[],
  retries: readonly RetryView[],
): { beside: ReadonlyMap<CauseView, RetryView>; leftOver: RetryView[] } {
  const beside = new Map<CauseView, RetryView>();
  const leftOver: RetryView[] = [];
  for (const retry of retries) {
    const home = causes.find((cause) => !beside.has(cause) && wouldTry(cause).includes(retry.cause));
    if (home) beside.set(home, retry);
    else leftOver.push(retry);
  }
  return { beside, leftOver };
}

/** An unremovable item goes with Force, or with the failed ones when it was forced already: a cause holds both. */
function wouldTry({ outcome, reason }: CauseView): RetryCause[] {
  const lanes = ["normal", "force"] as const;
  const causes = lanes.map((lane) => retryCauseOf({ outcome, reason, lane }));
  return causes.filter((cause) => cause !== null);
}
