/** When things are read back. All in milliseconds; the same names as in the process's settings. */
export type Timing = {
  /** How long a request may stay unanswered. */
  requestTimeoutMs: number;
  /** How long after its timeout a call may still take effect. */
  reconcileGraceMs: number;
  /** How far a read-back may lag behind a deletion (undocumented). */
  readbackLagMs: number;
  /** The first read-back after an accepted deletion. */
  verifyDelayMs: number;
  /** After this, what is still there is an outcome. */
  verifyDeadlineMs: number;
};

/** Delays grow up to this. */
export const MAX_CHECK_DELAY_MS = 120_000;

/** Later looks are never closer than this, whatever the settings: a delay of 0 must not become a loop. */
const MIN_REPEAT_DELAY_MS = 50;

/** 2^20 doublings are far past the longest delay; more would leave the numbers a clock can hold. */
const MAX_DOUBLINGS = 20;

/**
 * How long to wait for the next read-back: `verifyDelayMs` for the first, doubled by every look, at most
 * two minutes (or `verifyDelayMs`, where that is longer). Without chance, so that it can be foretold.
 *
 * @param checks looks taken so far.
 */
export function nextCheckDelay(checks: number, timing: Pick<Timing, "verifyDelayMs">): number {
  const { verifyDelayMs } = timing;
  if (checks <= 0) return verifyDelayMs;
  const base = Math.max(verifyDelayMs, MIN_REPEAT_DELAY_MS);
  const longest = Math.max(MAX_CHECK_DELAY_MS, verifyDelayMs);
  return Math.min(longest, base * 2 ** Math.min(checks, MAX_DOUBLINGS));
}

/**
 * How long after a send its ids may first be read back when no trusted answer came: not before the request
 * would have timed out and a grace has passed, since the call may still be at work until then.
 */
export function reconcileDelay(timing: Pick<Timing, "requestTimeoutMs" | "reconcileGraceMs">): number {
  return timing.requestTimeoutMs + timing.reconcileGraceMs;
}

/**
 * How long after a send a source that is *still present* counts: until then either the call may be at work
 * or the read-back may lag behind it.
 */
export function lagHorizon(
  timing: Pick<Timing, "requestTimeoutMs" | "reconcileGraceMs" | "readbackLagMs">,
): number {
  return reconcileDelay(timing) + timing.readbackLagMs;
}
