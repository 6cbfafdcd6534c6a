import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALL_PRIORITIES, type Turn } from "../vod/types.ts";
import { createLane } from "./lane.ts";
import { simulatedRow, simulatedTime } from "./simulated-time.ts";

const HOUR_MS = 3_600_000;
const PROMPT = { thereMs: 1, backMs: 1, fails: "never" } as const;

/** The values in turn, and `last` for ever after. */
function inTurn<T>(values: readonly T[], last: T): () => T {
  let i = 0;
  return () => values[i++] ?? last;
}

function busiestSecond(taken: readonly number[]): number {
  const sorted = taken.toSorted((a, b) => a - b);
  let from = 0;
  let most = 0;
  for (const [to, at] of sorted.entries()) {
    while ((sorted[from] ?? at) <= at - 1000) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** Floating point puts the thousandth millisecond on either side. */
const most = (rate: number) => rate * 1.03 + 1 + 1e-6;

describe("a lane", () => {
  it("takes no slot for who has left before, and listens no longer to who is served or turned away", async () => {
    const time = simulatedTime();
    const trips = inTurn<{ thereMs: number; backMs: number; fails: "never" | "after" }>(
      [PROMPT, { ...PROMPT, fails: "after" }],
      PROMPT,
    );
    const lane = createLane(
      simulatedRow(time, 40, trips),
      time.clock(() => 0),
      40,
    );
    expect(await lane.take({ priority: "send" }, AbortSignal.abort())).toBeNull();
    expect(time.now()).toBe(0);
    const { signal } = new AbortController();
    const served = lane.take({ priority: "send" }, signal);
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await time.run(HOUR_MS);
    expect(await served).not.toBeNull();
    expect(getEventListeners(signal, "abort")).toEqual([]);
    const refused = lane.take({ priority: "send" }, signal);
    const said = expect(refused).rejects.toThrow("the database is gone");
    await time.run(HOUR_MS);
    await said;
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("hands the next slot to who is most urgent when it is there, not when it was reserved", async () => {
    const time = simulatedTime();
    const lane = createLane(
      simulatedRow(time, 1, () => PROMPT),
      time.clock(() => 0),
      1,
    );
    const order: string[] = [];
    const take = (caller: Turn) => lane.take(caller).then(() => order.push(caller.priority));
    const all = [take({ priority: "forecast" }), take({ priority: "forecast" })];
    all.push(time.after(500).then(() => take({ priority: "last-look" })));
    await time.run(HOUR_MS);
    await Promise.all(all);
    expect(order).toEqual(["forecast", "last-look", "forecast"]);
  });

  it("lets the read-backs of a run through at once beside a forecast of 100,000", async () => {
    const time = simulatedTime();
    const lane = createLane(
      simulatedRow(time, 40, () => PROMPT),
      time.clock(() => 0),
      40,
    );
    let forecast = 5000;
    const looks = async () => {
      while (forecast-- > 0) await lane.take({ priority: "forecast", onBehalfOf: "huge" });
    };
    const all = Array.from({ length: 8 }, looks);
    const waits: number[] = [];
    for (let i = 1; i <= 100; i++) {
      const readBack = async () => {
        const since = time.now();
        await lane.take({ priority: "verify", onBehalfOf: "small" });
        waits.push(time.now() - since);
      };
      all.push(time.after(i * 1000).then(readBack));
    }
    await time.run(HOUR_MS);
    await Promise.all(all);
    expect(waits).toHaveLength(100);
    expect(Math.max(...waits)).toBeLessThanOrEqual(2 * 25);
  });

  it("shares its slots evenly between a small deletion and a huge one", async () => {
    const time = simulatedTime();
    const lane = createLane(
      simulatedRow(time, 40, () => PROMPT),
      time.clock(() => 0),
      40,
    );
    const ends = new Map<string, number>();
    const send = async (onBehalfOf: string, calls: number, atOnce: number) => {
      let left = calls;
      const worker = async () => {
        while (left-- > 0) await lane.take({ priority: "send", onBehalfOf });
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      ends.set(onBehalfOf, time.now());
    };
    const all = [send("huge", 2000, 64), time.after(5000).then(() => send("small", 100, 4))];
    await time.run(HOUR_MS);
    await Promise.all(all);
    // 100 of every second slot, 40 a second.
    expect((ends.get("small") ?? 0) - 5000).toBeLessThanOrEqual(5000 + 200);
  });

  it("uses at least 97 % of the rate while somebody always waits, also where trips take 60 ms", async () => {
    for (const tripMs of [1, 30]) {
      const time = simulatedTime();
      const trip = { thereMs: tripMs, backMs: tripMs, fails: "never" } as const;
      const lane = createLane(
        simulatedRow(time, 40, () => trip),
        time.clock(() => 1),
        40,
      );
      const all = Array.from({ length: 2000 }, () => lane.take({ priority: "send" }));
      await time.run(HOUR_MS);
      await Promise.all(all);
      expect(time.now()).toBeLessThanOrEqual((2000 / 40 / 0.97) * 1000);
    }
  });

  it("uses no slot that a stall has made late: no burst makes up for lost time", async () => {
    for (const stallMs of [30, 60, 110, 500, 3000]) {
      const time = simulatedTime();
      let timers = 0;
      const lane = createLane(
        simulatedRow(time, 40, () => PROMPT),
        time.clock(() => (++timers % 30 === 0 ? stallMs : 0)),
        40,
      );
      const taken: number[] = [];
      const all = Array.from({ length: 300 }, () =>
        lane.take({ priority: "send" }).then(() => taken.push(time.now())),
      );
      await time.run(HOUR_MS);
      await Promise.all(all);
      expect(taken).toHaveLength(300);
      expect(busiestSecond(taken)).toBeLessThanOrEqual(most(40));
    }
  });

  it("serves everybody also where trips to the database always take longer than the slots last", async () => {
    for (const backMs of [30, 200, 1500]) {
      const time = simulatedTime();
      const far = { thereMs: backMs, backMs, fails: "never" } as const;
      const lane = createLane(
        simulatedRow(time, 100, () => far),
        time.clock(() => 0),
        100,
      );
      const all = Array.from({ length: 50 }, () => lane.take({ priority: "send" }));
      await time.run(HOUR_MS);
      expect(await Promise.all(all)).not.toContain(false);
    }
  });

  it("serves a process whose timers are always late beside one that takes all it can", async () => {
    for (const lateMs of [26, 60, 300, 2000]) {
      const time = simulatedTime();
      const row = simulatedRow(time, 40, () => PROMPT);
      const [late, prompt] = [lateMs, 0].map((ms) =>
        createLane(
          row,
          time.clock(() => ms),
          40,
        ),
      );
      const taken: number[] = [];
      let left = 20;
      const takeAll = async (lane: typeof late) => {
        while (left > 0) {
          await lane?.take({ priority: "send" });
          taken.push(time.now());
          if (lane === late) left--;
        }
      };
      const all = [takeAll(late), ...Array.from({ length: 10 }, () => takeAll(prompt))];
      await time.run(HOUR_MS);
      await Promise.all(all);
      // One more than the rate, for the one slot that comes late to the late process.
      expect(busiestSecond(taken)).toBeLessThanOrEqual(most(40) + 1);
    }
  });
});

const waiter = fc.record({
  afterMs: fc.integer({ min: 0, max: 3000 }),
  instance: fc.nat(1),
  priority: fc.constantFrom(...CALL_PRIORITIES),
  onBehalfOf: fc.constantFrom("a", "b", "c"),
  leavesAfterMs: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: null, freq: 4 }),
});
const trip = fc.record({
  thereMs: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 400 })),
  backMs: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 400 })),
  fails: fc.oneof(
    { weight: 8, arbitrary: fc.constant("never" as const) },
    { weight: 1, arbitrary: fc.constantFrom("before" as const, "after" as const) },
  ),
});
/** Up to a quarter second, but never so often in a row that the process counts as always late. */
const lateness = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 26, max: 250 })), {
    maxLength: 60,
    size: "max",
  })
  .map((all) => all.map((ms, i) => (i % 4 === 3 ? 0 : ms)));

it("whatever takes, leaves, is late or fails: everybody gets an answer, and no sliding second too many", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.array(waiter, { minLength: 1, maxLength: 120, size: "max" }),
      fc.array(trip, { maxLength: 30, size: "max" }),
      lateness,
      async (rate, waiters, trips, late) => {
        const time = simulatedTime();
        const row = simulatedRow(time, rate, inTurn(trips, PROMPT));
        const lateMs = inTurn(late, 0);
        const lanes = [0, 1].map(() => createLane(row, time.clock(lateMs), rate));
        const taken: number[] = [];
        const ends = waiters.map(async ({ afterMs, instance, leavesAfterMs, ...caller }) => {
          await time.after(afterMs);
          const leaving = new AbortController();
          if (leavesAfterMs !== null) void time.after(leavesAfterMs).then(() => leaving.abort());
          try {
            const served = await lanes[instance]?.take(caller, leaving.signal);
            if (served) taken.push(time.now());
            // Who is told not to send has left, and nobody is sent away before.
            if (!served) expect(time.now()).toBe(afterMs + (leavesAfterMs ?? Number.NaN));
            return served ? "served" : "left";
          } catch (error) {
            expect(String(error)).toContain("the database is gone");
            return "refused";
          }
        });
        let answered = 0;
        for (const end of ends)
          end.then(
            () => answered++,
            () => answered++,
          );
        await time.run(HOUR_MS);
        expect(answered).toBe(waiters.length);
        const all = await Promise.all(ends);
        expect(taken).toHaveLength(all.filter((end) => end === "served").length);
        if (trips.every(({ fails }) => fails === "never")) expect(all).not.toContain("refused");
        expect(busiestSecond(taken)).toBeLessThanOrEqual(most(rate));
      },
    ),
  );
}, 60_000);
