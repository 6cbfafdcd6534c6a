const MIN_CALLS = 4;
const MAX_CALLS = 256;
/** How far ahead of their slots calls are made ready, so that a slow commit keeps no slot waiting. */
const AHEAD_MS = 400;
/** With less room than this nothing is fetched, so that several calls share what is read and written for them. */
const WORTH_IT = 5;

/**
 * How many more calls may begin now: as many in all as the rate needs for a whole cycle each, and some that
 * wait for their slot.
 *
 * @param rate calls per second
 * @param cycleMs from a call's slot to its stored answer
 * @param under calls that have begun and not ended
 */
export function roomForCalls(rate: number, cycleMs: number, under: number): number {
  const wanted = Math.ceil((rate * (cycleMs * 1.25 + AHEAD_MS)) / 1000) + MIN_CALLS;
  const room = Math.min(MAX_CALLS, wanted) - under;
  return room >= Math.min(WORTH_IT, under + 1) ? room : 0;
}
