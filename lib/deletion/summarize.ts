import { FINAL_OUTCOMES } from "./outcomes.ts";
import { type NotSentReason, OUTCOMES, type Outcome } from "./types.ts";

/** Items and their bytes. */
export type Amount = { count: number; bytes: number };
export type OutcomeTally = Amount & { outcome: Outcome };

export type Summary = {
  total: Amount;
  byOutcome: Record<Outcome, Amount>;
  /** Named in a call that was not refused as a whole, or failed by itself: all but waiting and not sent. */
  sent: Amount;
  /** Come to their end. Unknown items count once the deletion is finished. */
  ended: Amount;
  /** Proven gone by a read-back: the only bytes that are ever called reclaimed (promise 3). */
  reclaimed: Amount;
  /** Not named by the answer, not yet read back. */
  accepted: Amount;
};

export type CauseRow = Amount & {
  outcome: Outcome;
  reason: NotSentReason | null;
  code: string | null;
};

const NOT_SENT_YET: readonly Outcome[] = ["pending", "sending", "not-sent"];
const NO_FAILURE: readonly Outcome[] = ["pending", "sending", "accepted", "verified"];

/** What a person should see first: what may be lost unproven, then what VOD refused, then what was spared. */
export const FAILURES_FIRST: readonly Outcome[] = [
  "failed",
  "unknown",
  "still-present",
  "unverified",
  "unremovable",
  "missing",
  "not-sent",
];

/**
 * Adds up the tallies of a deletion. Tallies of the same outcome are added, absent ones are zero.
 *
 * @param finished whether the deletion is: while it is not, an unknown item is still to be read back.
 */
export function summarize(tallies: readonly OutcomeTally[], finished: boolean): Summary {
  const amountOf = (outcomes: readonly Outcome[]) =>
    add(tallies.filter((tally) => outcomes.includes(tally.outcome)));
  const entries = OUTCOMES.map((outcome) => [outcome, amountOf([outcome])] as const);
  return {
    total: add(tallies),
    // The entries are one per outcome, which fromEntries cannot know.
    byOutcome: Object.fromEntries(entries) as Record<Outcome, Amount>,
    sent: amountOf(OUTCOMES.filter((outcome) => !NOT_SENT_YET.includes(outcome))),
    ended: amountOf(finished ? [...FINAL_OUTCOMES, "unknown"] : FINAL_OUTCOMES),
    reclaimed: amountOf(["verified"]),
    accepted: amountOf(["accepted"]),
  };
}

/** Whether the outcomes add up to the list (promise 2): no count below zero, and none too many or too few. */
export function sumsUp(tallies: readonly OutcomeTally[], itemCount: number): boolean {
  return (
    tallies.every((tally) => Number.isInteger(tally.count) && tally.count >= 0 && tally.bytes >= 0) &&
    add(tallies).count === itemCount
  );
}

/**
 * What did not end verified, one row per cause (outcome, reason, code), failures first, the larger first
 * among equals. Items under way and empty rows are left out.
 */
export function failureCauses(rows: readonly CauseRow[]): CauseRow[] {
  const causes = new Map<string, CauseRow>();
  for (const row of rows) {
    if (NO_FAILURE.includes(row.outcome) || row.count === 0) continue;
    const key = JSON.stringify([row.outcome, row.reason, row.code]);
    const known = causes.get(key);
    causes.set(key, known ? { ...known, ...add([known, row]) } : { ...row });
  }
  const rank = (cause: CauseRow) => FAILURES_FIRST.indexOf(cause.outcome);
  return [...causes.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count);
}

function add(amounts: readonly Amount[]): Amount {
  return amounts.reduce<Amount>(
    (sum, amount) => ({ count: sum.count + amount.count, bytes: sum.bytes + amount.bytes }),
    { count: 0, bytes: 0 },
  );
}
