import type { Clock } from "./lane.ts";

/**
 * A process's time that passes only when nobody has anything left to do. For tests only: timers end as late as
 * the test says, and a thousand simulated seconds take none.
 */
export function simulatedTime() {
  let now = 0;
  let order = 0;
  const timers: { at: number; order: number; end: () => void }[] = [];

  const after = (ms: number): Promise<void> =>
    new Promise((resolve) => timers.push({ at: now + Math.max(0, ms), order: order++, end: resolve }));

  return {
    now: () => now,
    after,
    /** A clock whose timers end late by what `lateMs` says for each. */
    clock: (lateMs: () => number): Clock => ({ now: () => now, sleep: (ms) => after(ms + lateMs()) }),
    /**
     * Lets time pass until nothing is left to happen.
     *
     * @throws Error when that takes more than `limitMs`: somebody goes round and round
     */
    async run(limitMs: number): Promise<void> {
      for (;;) {
        // All that follows from the last event happens before the next one.
        await new Promise((resolve) => setImmediate(resolve));
        timers.sort((a, b) => a.at - b.at || a.order - b.order);
        const next = timers.shift();
        if (!next) return;
        now = Math.max(now, next.at);
        if (now > limitMs) throw new Error(`still busy after ${limitMs} simulated ms`);
        next.end();
      }
    },
  };
}

export type SimulatedTime = ReturnType<typeof simulatedTime>;

/**
 * The database's side of the quota as `gcra.ts` keeps it, on the simulated clock: one row, trips there and
 * back that take what `tripMs` says, and fail where `fails` says, before or after the row was changed.
 */
export function simulatedRow(
  time: SimulatedTime,
  rate: number,
  trip: () => { thereMs: number; backMs: number; fails: "never" | "before" | "after" },
) {
  const gapMs = 1000 / rate;
  let tat = 0;
  return async (n: number, leadMs: number) => {
    const { thereMs, backMs, fails } = trip();
    await time.after(thereMs);
    if (fails === "before") throw new Error("the database is gone");
    const first = Math.max(tat, time.now() + leadMs);
    tat = first + n * gapMs;
    await time.after(backMs);
    if (fails === "after") throw new Error("the database is gone");
    return Array.from({ length: n }, (_, i) => ({ at: first + i * gapMs }));
  };
}
