import type { NotSentReason, Outcome } from "@/lib/deletion/types.ts";
import type { Amount, CauseView, DeletionView } from "@/lib/engine/views.ts";

/** How the progress bar and its legend run: what is proven first, then what is under way, then what went wrong. */
export const OUTCOME_ORDER = [
  "verified",
  "accepted",
  "sending",
  "pending",
  "failed",
  "unremovable",
  "still-present",
  "unknown",
  "unverified",
  "missing",
  "not-sent",
] as const satisfies readonly Outcome[];

const UNDER_WAY: readonly Outcome[] = ["pending", "sending", "accepted"];
/** A person agreed to these, and yet they were not sent. Every other reason was known, or wanted, before. */
const UNFORESEEN: readonly NotSentReason[] = ["changed", "held"];

export type Segment = Amount & { outcome: Outcome; share: number };

type Counted = Pick<DeletionView, "tallies" | "itemCount" | "plan">;

/**
 * The outcomes of what was confirmed to be sent, without those that were never meant to be: 400,000
 * excluded items would hide the run of the other thousand. Shares are of 1; outcomes without items are left out.
 */
export function segments(view: Counted): Segment[] {
  const neverMeant = Math.max(0, view.itemCount - view.plan.total.count);
  const counted = OUTCOME_ORDER.map((outcome) => {
    const { count, bytes } = view.tallies[outcome];
    return { outcome, bytes, count: outcome === "not-sent" ? Math.max(0, count - neverMeant) : count };
  }).filter((entry) => entry.count > 0);
  const total = counted.reduce((sum, entry) => sum + entry.count, 0);
  return counted.map((entry) => ({ ...entry, share: entry.count / total }));
}

/** How many of the items that were to be sent have their outcome, and of how many. */
export function settled(view: Counted): { done: number; total: number } {
  const all = segments(view);
  const total = all.reduce((sum, entry) => sum + entry.count, 0);
  const open = all
    .filter((entry) => UNDER_WAY.includes(entry.outcome))
    .reduce((sum, entry) => sum + entry.count, 0);
  return { done: total - open, total };
}

/** Whether items were left alone for a reason that a person knew or wanted. */
function leftAlone({ outcome, reason }: CauseView): boolean {
  return outcome === "not-sent" && !(reason && UNFORESEEN.includes(reason));
}

/** What did not go through, and what was not sent for a known reason; what is still under way is neither. */
export function splitCauses(causes: readonly CauseView[]): { problems: CauseView[]; rest: CauseView[] } {
  const ended = causes.filter(
    (cause) => cause.outcome !== "verified" && !UNDER_WAY.includes(cause.outcome) && cause.count > 0,
  );
  return { problems: ended.filter((cause) => !leftAlone(cause)), rest: ended.filter(leftAlone) };
}
