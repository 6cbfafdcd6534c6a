import { expect, it, vi } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { log } from "../log.ts";
import { createQuota } from "./gcra.ts";

eachStore("the quota", (store) => {
  it("all instances together stay at the rate in every sliding second, and serve everybody", async () => {
    const rate = 50;
    const instances = [1, 2, 3].map(() => createQuota(store().db, "shared", { op: rate }, rate));
    const taken: number[] = [];
    await Promise.all(
      Array.from({ length: 120 }, async (_, i) => {
        await instances[i % 3]?.take("op");
        taken.push(performance.now());
      }),
    );
    expect(taken).toHaveLength(120);
    const busiest = Math.max(
      ...taken.map((from) => taken.filter((t) => t >= from && t < from + 1000).length),
    );
    expect(busiest).toBeLessThanOrEqual(Math.ceil(rate * 1.03) + 1);
  });

  it("a throttled answer slows every instance down, once a second at most", async () => {
    const [one, two] = [1, 2].map(() => createQuota(store().db, "slow", { op: 100 }, 100));
    await one?.take("op");
    await Promise.all([one?.slowDown("op"), two?.slowDown("op"), one?.slowDown("op")]);
    expect(await two?.rate("op")).toEqual({ now: 70, ceiling: 100 });
  });

  it("a lower ceiling in the settings holds from the next start on", async () => {
    await createQuota(store().db, "ceiling", { op: 100 }, 100).take("op");
    const restarted = createQuota(store().db, "ceiling", { op: 20 }, 20);
    await restarted.take("op");
    expect(await restarted.rate("op")).toEqual({ now: 20, ceiling: 20 });
  });

  it("an instance that is overruled by another's settings says so once, and goes by them", async () => {
    const warn = vi.spyOn(log, "warn").mockImplementation(() => undefined);
    const [early, late] = [100, 20].map((rate) => createQuota(store().db, "differ", { op: rate }, rate));
    await early?.take("op");
    await late?.take("op");
    expect(warn).not.toHaveBeenCalled();
    // Slots come in small stocks: enough takes for several trips.
    for (let n = 0; n < 12; n += 1) await early?.take("op");
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toEqual({ operation: "op", callsPerSecond: 20, ownSetting: 100 });
    expect(await early?.rate("op")).toEqual({ now: 20, ceiling: 20 });
    warn.mockRestore();
  });

  it("a database that fails refuses everybody who waits, and serves the next ones again", async () => {
    let broken = true;
    const db = new Proxy(store().db, {
      get: (target, key, self) =>
        key === "execute" && broken
          ? () => Promise.reject(new Error("the database is gone"))
          : Reflect.get(target, key, self),
    });
    const quota = createQuota(db, "broken", { op: 100 }, 100);
    const ends = await Promise.allSettled([1, 2, 3].map(() => quota.take("op")));
    expect(ends.map((end) => end.status)).toEqual(["rejected", "rejected", "rejected"]);
    broken = false;
    expect(await quota.take("op")).not.toBeNull();
  });

  it("serves everybody also where a trip to the database takes longer than the slots it brings", async () => {
    const db = new Proxy(store().db, {
      get: (target, key, self) =>
        key === "execute"
          ? async (query: Parameters<typeof target.execute>[0]) => {
              const result = await target.execute(query);
              await new Promise((resolve) => setTimeout(resolve, 150));
              return result;
            }
          : Reflect.get(target, key, self),
    });
    const quota = createQuota(db, "far", { op: 100 }, 100);
    expect(await Promise.all(Array.from({ length: 10 }, () => quota.take("op")))).not.toContain(null);
  });

  it("who leaves before its turn uses no slot and does not hold up those behind it", async () => {
    const quota = createQuota(store().db, "leaving", { op: 2 }, 2);
    await quota.take("op");
    const leaving = new AbortController();
    const first = quota.take("op", { priority: "send", leave: leaving.signal });
    const second = quota.take("op");
    leaving.abort();
    expect(await Promise.all([first, second])).toEqual([null, { at: expect.any(Number) }]);
    expect(await quota.take("op", { priority: "send", leave: leaving.signal })).toBeNull();
  });
});
