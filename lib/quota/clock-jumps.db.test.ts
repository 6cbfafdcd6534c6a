import { sql } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { createQuota } from "./gcra.ts";

const HOUR_MS = 3_600_000;

/** A process's clock that can be made to jump; its timers run by the real one. */
function jumpingClock() {
  let offsetMs = 0;
  return {
    jump: (ms: number) => {
      offsetMs += ms;
    },
    now: () => performance.now() + offsetMs,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.ceil(ms))),
  };
}

function busiestSecond(taken: readonly number[]): number {
  return Math.max(...taken.map((from) => taken.filter((t) => t >= from && t < from + 1000).length));
}

eachStore("the quota, when a clock jumps", (store) => {
  const rate = 50;
  const most = Math.ceil(rate * 1.03) + 1;

  it("of the process, by an hour ahead and some of it back: serves everybody, and no second too many", async () => {
    const clock = jumpingClock();
    const jumping = createQuota(store().db, "jumping", { op: rate }, rate, { clock });
    const steady = createQuota(store().db, "jumping", { op: rate }, rate);
    const taken: number[] = [];
    const take = async (quota: typeof steady) => {
      expect(await quota.take("op", { priority: "send" })).not.toBeNull();
      taken.push(performance.now());
      if (taken.length === 30) clock.jump(HOUR_MS);
      if (taken.length === 50) clock.jump(-300);
      if (taken.length === 70) clock.jump(HOUR_MS);
    };
    await Promise.all(Array.from({ length: 100 }, (_, i) => take(i % 2 === 0 ? jumping : steady)));
    expect(taken).toHaveLength(100);
    expect(busiestSecond(taken)).toBeLessThanOrEqual(most);
  });

  it("of the wall, in either direction: nothing is waited for and nothing comes sooner", async () => {
    const real = Date.now.bind(Date);
    let offsetMs = 0;
    vi.spyOn(Date, "now").mockImplementation(() => real() + offsetMs);
    const quota = createQuota(store().db, "wall", { op: rate }, rate);
    const taken: number[] = [];
    await Promise.all(
      Array.from({ length: 70 }, async () => {
        await quota.take("op");
        taken.push(performance.now());
        offsetMs = taken.length % 2 === 0 ? HOUR_MS : -HOUR_MS;
      }),
    );
    expect(taken).toHaveLength(70);
    expect(busiestSecond(taken)).toBeLessThanOrEqual(most);
  });

  it("of the database, back by an hour: the row's time of then holds nobody up for that long", async () => {
    const clock = jumpingClock();
    let sleptMs = 0;
    const passing = {
      ...clock,
      sleep: async (ms: number) => {
        sleptMs += ms;
        clock.jump(ms);
      },
    };
    const quota = createQuota(store().db, "set-back", { op: 100 }, 100, { clock: passing });
    await quota.take("op");
    sleptMs = 0;
    await store().db.execute(
      sql`update quota set tat = clock_timestamp() + interval '1 hour' where account = 'set-back'`,
    );
    expect(await quota.take("op")).not.toBeNull();
    expect(sleptMs).toBeGreaterThan(0);
    expect(sleptMs).toBeLessThan(10_000);
  });

  it("with a process that is started anew for every call: no second too many", async () => {
    const taken: number[] = [];
    for (let i = 0; i < 70; i++) {
      await createQuota(store().db, "restarting", { op: rate }, rate).take("op");
      taken.push(performance.now());
    }
    expect(busiestSecond(taken)).toBeLessThanOrEqual(most);
  });
});
