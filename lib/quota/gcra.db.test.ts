import { expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
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
});
