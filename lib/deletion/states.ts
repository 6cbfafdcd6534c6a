import type { DeletionState } from "./types.ts";

/*
 * The life of a deletion, state by state (design §7).
 *
 * collecting         The frozen list is being written. It becomes forecasting when every id is in it, and
 *                    failed when it cannot be written (an empty selection, a vanished id list). Discard ends it.
 * forecasting        Every id gets a live look. Discard ends it, too: nobody has to wait for VOD to be rid of it.
 *                    It becomes review when each has a forecast, and failed when
 *                    no look can succeed until a person acts. A recheck that no look can succeed in leads back
 *                    to review with the forecast there was. While VOD is out of reach it waits.
 * review             A person decides. Confirm leads to countdown, or to awaiting-approval where a second
 *                    person must agree. Recheck looks at the ids again. Discard ends it. A forecast that
 *                    grew too old keeps it here: confirming is refused until a recheck.
 * awaiting-approval  Approve leads to countdown. Refuse, an expiry (a refusal by the clock) and a forecast
 *                    that grew too old lead back to review, where consents are void.
 * countdown          Nothing has been sent. Undo leads back to review; cancel to finished, all not sent;
 *                    when it is over, running. A long downtime pauses it, and a forecast that grew too old
 *                    sends it back to review.
 * running            Calls leave. Pause stops them before the next one. It becomes verifying when all is
 *                    sent: nothing pending, nothing sending, and no unknown item still to be read back, since
 *                    such a one may go back to pending. Cancel turns what is pending into not-sent and goes
 *                    to verifying, where what was sent is still reconciled and verified.
 * paused             No delete call leaves; read-backs of what was sent go on. Resume leads to running,
 *                    cancel to verifying.
 * verifying          Only read-backs. It becomes finished when no item has one due. Where VOD cannot be asked,
 *                    it waits, until VOD can be or a person gives up: what was accepted is then unverified.
 * finished, failed and discarded are the ends: nothing leads out of them. A retry is a child of its own.
 */

export const DELETION_EVENTS = [
  "collected",
  "collect-failed",
  "forecast-done",
  "forecast-failed",
  "recheck",
  "recheck-failed",
  "discard",
  "confirm",
  "approval-needed",
  "approve",
  "refuse",
  "undo",
  "stale-forecast",
  "countdown-over",
  "pause",
  "resume",
  "cancel",
  "all-sent",
  "verified-all",
  "give-up",
] as const;
/** `approval-needed` is a confirm that a second person has to agree to. */
export type DeletionEvent = (typeof DELETION_EVENTS)[number];

type Transitions = Readonly<Record<DeletionState, Readonly<Partial<Record<DeletionEvent, DeletionState>>>>>;

const TRANSITIONS: Transitions = {
  collecting: { collected: "forecasting", "collect-failed": "failed", discard: "discarded" },
  forecasting: {
    "forecast-done": "review",
    "forecast-failed": "failed",
    "recheck-failed": "review",
    discard: "discarded",
  },
  review: {
    confirm: "countdown",
    "approval-needed": "awaiting-approval",
    recheck: "forecasting",
    "stale-forecast": "review",
    discard: "discarded",
  },
  "awaiting-approval": { approve: "countdown", refuse: "review", "stale-forecast": "review" },
  countdown: {
    "countdown-over": "running",
    undo: "review",
    cancel: "finished",
    pause: "paused",
    "stale-forecast": "review",
  },
  running: { pause: "paused", cancel: "verifying", "all-sent": "verifying" },
  paused: { resume: "running", cancel: "verifying" },
  verifying: { "verified-all": "finished", "give-up": "finished" },
  finished: {},
  failed: {},
  discarded: {},
};

/** Ends: nothing happens to these any more. */
export const TERMINAL_STATES = [
  "finished",
  "failed",
  "discarded",
] as const satisfies readonly DeletionState[];

/**
 * States in which a driver has work. `paused` is one: what was sent before the pause is still read back,
 * since a pause must not turn a lost answer into an open question.
 */
export const DRIVEN_STATES = [
  "collecting",
  "forecasting",
  "countdown",
  "running",
  "paused",
  "verifying",
] as const satisfies readonly DeletionState[];

/** The state that an event leads to, or null when the event has no meaning in this state. */
export function nextState(state: DeletionState, event: DeletionEvent): DeletionState | null {
  return TRANSITIONS[state][event] ?? null;
}

export function isDriven(state: DeletionState): boolean {
  return (DRIVEN_STATES as readonly DeletionState[]).includes(state);
}

export function isTerminal(state: DeletionState): boolean {
  return (TERMINAL_STATES as readonly DeletionState[]).includes(state);
}
