/** A shift is measured anew after this, since clocks drift. */
const SHIFT_MAX_AGE_MS = 30_000;

/**
 * How far the database's clock is ahead of this process's monotonic one. Trips take a different time each,
 * and slots placed by a slow one would bunch with the next: the quickest trip of the last while is taken. A
 * sample that no error of measuring explains is a clock that jumped, and counts at once.
 */
export function databaseClock() {
  let best: { shiftMs: number; tripMs: number; at: number } | null = null;
  return {
    shift(before: number, after: number, databaseNowMs: number): number {
      const tripMs = after - before;
      const shiftMs = databaseNowMs - (before + after) / 2;
      const outdated =
        !best ||
        tripMs <= best.tripMs ||
        after - best.at > SHIFT_MAX_AGE_MS ||
        Math.abs(shiftMs - best.shiftMs) > (tripMs + best.tripMs) / 2 + 1;
      if (outdated) best = { shiftMs, tripMs, at: after };
      return best?.shiftMs ?? shiftMs;
    },
  };
}
