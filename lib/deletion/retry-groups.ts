import type { Lane, NotSentReason, Outcome } from "./types.ts";

/** Why a child deletion is made; one open child per parent and cause. In the order of the screen. */
export const RETRY_CAUSES = ["failed", "force", "unknown", "unchecked"] as const;
export type RetryCause = (typeof RETRY_CAUSES)[number];

/** An item, or a row that counts items alike in these three. */
export type Retriable = { outcome: Outcome; reason: NotSentReason | null; lane: Lane | null };

/** Not sent for a cause that may have passed, and that only a fresh look can tell. */
const PASSING_REASONS: readonly NotSentReason[] = ["unchecked", "busy", "changed", "held", "protected"];

/**
 * The child that an item would go into, or null where there is nothing to try again (it is gone, it does
 * not exist, it is under way, or a person left it out).
 *
 * A child only looks again: it has a forecast and a review of its own, so what is *unremovable* without
 * Force is forced only where the fresh look proves an original stream and a person then chooses so. What is
 * unremovable in spite of Force lacks a permission (vod-api.md §1.3) and is tried again like a failure.
 */
export function retryCauseOf(item: Retriable): RetryCause | null {
  switch (item.outcome) {
    case "failed":
      return "failed";
    case "unremovable":
      return item.lane === "force" ? "failed" : "force";
    case "unknown":
    case "unverified":
    case "still-present":
      return "unknown";
    case "not-sent":
      return item.reason !== null && PASSING_REASONS.includes(item.reason) ? "unchecked" : null;
    case "pending":
    case "sending":
    case "accepted":
    case "verified":
    case "missing":
      return null;
    default:
      return item.outcome satisfies never;
  }
}

/** The children that a finished deletion offers, with the number of items each would hold; never an empty one. */
export function retryOffers(
  rows: readonly (Retriable & { count: number })[],
): { cause: RetryCause; count: number }[] {
  return RETRY_CAUSES.map((cause) => ({
    cause,
    count: rows.reduce((sum, row) => (retryCauseOf(row) === cause ? sum + row.count : sum), 0),
  })).filter((offer) => offer.count > 0);
}
