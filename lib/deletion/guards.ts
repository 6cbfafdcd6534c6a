import type { DeletionState } from "./types.ts";

const FAILURE_RATE_AFTER = 1_000;
const ALONE_ABOVE_ITEMS = 1_000;
const FORECAST_MAX_AGE_MS = 24 * 60 * 60_000;
const COUNTDOWN_DOWNTIME_MS = 5 * 60_000;
const RUN_DOWNTIME_MS = 24 * 60 * 60_000;

/**
 * Whether a run fails so often that it must wait for a person: above half, once 1,000 ids have an answer.
 *
 * @param tally `ended`: ids with an answer. `notAccepted`: those of them that were not accepted, whatever
 *   the cause (unremovable, missing, failed, unknown).
 */
export function failureRateExceeded(tally: { ended: number; notAccepted: number }): boolean {
  return tally.ended >= FAILURE_RATE_AFTER && tally.notAccepted * 2 > tally.ended;
}

/**
 * Whether the first call of a run looks like the wrong region or account: none of its ids exists, though
 * the forecast had seen every one. With nothing left to send there is nothing to hold back.
 */
export function firstCallAllMissing(call: { asked: number; missing: number; remaining: number }): boolean {
  return call.asked > 0 && call.missing === call.asked && call.remaining > 0;
}

/** Whether the first batch of each lane goes alone and is verified before the others follow. */
export function needsFirstBatchAlone(itemCount: number): boolean {
  return itemCount > ALONE_ABOVE_ITEMS;
}

/** Whether a forecast must be made anew before anything is confirmed or sent by it. None is too old. */
export function forecastTooOld(forecastAt: Date | null, now: Date): boolean {
  return forecastAt === null || now.getTime() - forecastAt.getTime() > FORECAST_MAX_AGE_MS;
}

/**
 * Whether nobody drove a deletion for so long that it must not go on by itself: more than 5 minutes past
 * the start of a countdown, more than a day in a run. Other states either send nothing or wait anyhow.
 *
 * @param times `drivenAt`: the driver's last sign of life. A countdown is measured from `startsAt` too,
 *   since the last sign of life before it may be as old as the review was long.
 */
export function downtimeNeedsPerson(
  state: DeletionState,
  times: { drivenAt: Date | null; startsAt: Date | null; now: Date },
): boolean {
  if (state !== "countdown" && state !== "running") return false;
  const alive = Math.max(...[times.drivenAt, times.startsAt].map((at) => at?.getTime() ?? -Infinity));
  const allowedMs = state === "countdown" ? COUNTDOWN_DOWNTIME_MS : RUN_DOWNTIME_MS;
  return times.now.getTime() - alive > allowedMs;
}
