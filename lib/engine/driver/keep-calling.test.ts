import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Drive } from "./context.ts";
import { type Heard, keepCalling } from "./keep-calling.ts";
import type { LostRead, Obstruction } from "./obstruction.ts";

const NOTHING_IN_THE_WAY: Heard = { heard: true, obstacle: null };
const UNREACHED: LostRead = {
  kind: "refused",
  code: "ConnectionFailed",
  message: "",
  throttled: false,
  fatal: false,
  requestId: null,
};

/** A driver and its way to VOD, of which the calling needs no more than this. */
function driver() {
  const stop = new AbortController();
  const d = { signal: stop.signal } as Drive;
  const told: string[] = [];
  let blocked = false;
  const way: Obstruction = {
    calls: (most) => (blocked ? 1 : most),
    askableSince: () => null,
    met: async (read) => {
      blocked = true;
      told.push(read.code);
    },
    passed: async () => {
      blocked = false;
    },
  };
  return { d, way, stop, told };
}

describe("calling", () => {
  it("keeps as many under way as the rate needs, however long they wait for their slots", async () => {
    const { d, way } = driver();
    let left = 300;
    let under = 0;
    let most = 0;
    let slot = Promise.resolve();
    await keepCalling<number>(d, {
      way,
      rate: 100,
      next: async (room) => {
        if (left <= 0) return under === 0 ? null : [];
        const jobs = Array.from({ length: Math.min(room, left) }, (_, i) => i);
        left -= jobs.length;
        return jobs;
      },
      async call(_, { onSlot }) {
        under += 1;
        most = Math.max(most, under);
        // One slot every 2 ms, first come, first served.
        slot = slot.then(() => wait(2));
        await slot;
        onSlot();
        await wait(5);
        under -= 1;
        return NOTHING_IN_THE_WAY;
      },
    });
    // 100/s for a cycle of at most the 100 ms assumed at the start, 400 ms ahead, and 4.
    expect(most).toBeLessThanOrEqual(100 * 0.125 + 100 * 0.4 + 5);
    expect(most).toBeGreaterThan(10);
  });

  it("feels the way with one call at a time once one has met an obstacle, after the others have ended", async () => {
    const { d, way, told } = driver();
    let under = 0;
    let no = 0;
    const whenMet: number[] = [];
    const whileBlocked: number[] = [];
    const met = way.met;
    way.met = async (read, round) => {
      whenMet.push(under);
      await met(read, round);
    };
    await keepCalling<number>(d, {
      way,
      rate: 100,
      next: async (room) => (no >= 60 ? null : Array.from({ length: Math.min(room, 60 - no) }, () => no++)),
      async call() {
        under += 1;
        if (told.length > 0 && told.length < 3) whileBlocked.push(under);
        const down = told.length < 3;
        await wait(3);
        under -= 1;
        return down ? { heard: false, obstacle: UNREACHED } : NOTHING_IN_THE_WAY;
      },
    });
    expect(told).toHaveLength(3);
    expect(whenMet).toEqual([0, 0, 0]);
    expect(whileBlocked).toEqual([1, 1]);
    expect(no).toBe(60);
  });

  it("begins nothing more when the process ends, tells the calls so, and waits for them", async () => {
    const { d, way, stop } = driver();
    let begun = 0;
    let ended = 0;
    const calling = keepCalling<number>(d, {
      way,
      rate: 100,
      next: async (room) => Array.from({ length: room }, (_, i) => i),
      async call(_, { leave }) {
        begun += 1;
        await new Promise<void>((resolve) =>
          leave.addEventListener("abort", () => resolve(), { once: true }),
        );
        await wait(5);
        ended += 1;
        return NOTHING_IN_THE_WAY;
      },
    });
    await wait(20);
    stop.abort();
    await calling;
    expect(begun).toBeGreaterThan(0);
    expect(ended).toBe(begun);
  });

  it("that fails is told after the others have ended", async () => {
    const { d, way } = driver();
    let ended = 0;
    const calling = keepCalling<number>(d, {
      way,
      rate: 100,
      next: async () => [0, 1, 2],
      async call(job) {
        if (job === 1) throw new Error("the database is gone");
        await wait(20);
        ended += 1;
        return NOTHING_IN_THE_WAY;
      },
    });
    await expect(calling).rejects.toThrow("the database is gone");
    expect(ended % 2).toBe(0);
    expect(ended).toBeGreaterThan(0);
  });
});
