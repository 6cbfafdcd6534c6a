import type { Outcome } from "./types.ts";

/*
 * The life of an item, from confirm to its end (design §7).
 *
 * pending        Waits for a call. `claim` makes it sending. It ends as not-sent by a person's choice, by
 *                cancel, by a protection rule that covers it when its batch is claimed, or by a last look that
 *                shows it changed, busy, gone, protected or held elsewhere.
 *                A last look that finds it gone makes it unknown again where an earlier call may have
 *                reached it, so that a read-back judges it.
 * sending        A call about it was written down and may be under way. A release takes it back before it
 *                left: to pending at a pause, to not-sent at a cancel. A trusted answer makes it accepted,
 *                unremovable or missing. A refusal brings it back to pending (to not-sent after a cancel), or
 *                to failed once it stands alone. No answer, an untrusted one, or a crash makes it unknown.
 * accepted       The answer left it out. Read-backs make it verified, still-present or unverified; unverified
 *                is also what a person makes of it who no longer waits for VOD to be asked.
 * unknown        Nobody can tell what became of the call. Read-backs make it verified, or missing where VOD
 *                said so about an id that no earlier call can have touched, or bring it back to pending
 *                (not-sent where the deletion was cancelled, failed when it was sent too often). While a
 *                read-back is due it is a step on the way; with none due it is an end: it stays unknown.
 * Where an item's outcome is kept: its own row, except that a pending item of a batch that is sending, or was
 * accepted whole, is what its batch says (docs/decisions/009). `claim` therefore writes no item.
 *
 * verified, unverified, still-present, unremovable, missing, failed, not-sent: ends.
 */

/** What moves an item. */
export const OUTCOME_CAUSES = [
  "claim",
  "release",
  "answer",
  "crash",
  "readback",
  "look",
  "cancel",
  "choice",
  "protection",
] as const;
export type OutcomeCause = (typeof OUTCOME_CAUSES)[number];

const TRANSITIONS: Readonly<Record<Outcome, Readonly<Partial<Record<OutcomeCause, readonly Outcome[]>>>>> = {
  pending: {
    claim: ["sending"],
    look: ["not-sent", "unknown"],
    cancel: ["not-sent"],
    choice: ["not-sent"],
    protection: ["not-sent"],
  },
  sending: {
    release: ["pending", "not-sent"],
    answer: ["accepted", "unremovable", "missing", "unknown", "failed", "pending", "not-sent"],
    crash: ["unknown"],
  },
  accepted: {
    readback: ["accepted", "verified", "unverified", "still-present"],
    choice: ["unverified"],
  },
  unknown: {
    readback: ["unknown", "verified", "missing", "unremovable", "pending", "not-sent", "failed"],
    choice: ["unknown"],
  },
  verified: {},
  unverified: {},
  "still-present": {},
  unremovable: {},
  missing: {},
  failed: {},
  "not-sent": {},
};

/** Outcomes that nothing follows. `unknown` is not among them: see {@link isFinal}. */
export const FINAL_OUTCOMES = [
  "verified",
  "unverified",
  "still-present",
  "unremovable",
  "missing",
  "failed",
  "not-sent",
] as const satisfies readonly Outcome[];

/** What may stand in a finished deletion. */
export const END_OUTCOMES = [...FINAL_OUTCOMES, "unknown"] as const satisfies readonly Outcome[];

/** Whether `to` may follow `from` for this cause. A read-back may leave an item as it is. */
export function mayFollow(from: Outcome, to: Outcome, by: OutcomeCause): boolean {
  return TRANSITIONS[from][by]?.includes(to) ?? false;
}

/** Whether an item has come to its end. An unknown one has only when no read-back is due any more. */
export function isFinal(item: { outcome: Outcome; checkDue: boolean }): boolean {
  if (item.outcome === "unknown") return !item.checkDue;
  return (FINAL_OUTCOMES as readonly Outcome[]).includes(item.outcome);
}
