import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { insertVideos, media } from "../catalog/catalog-fixtures.ts";
import { eachStore } from "../db/open-test-store.ts";
import { catalogSyncs, deletionItems, deletions, overviews } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import { DEFAULT_DECISIONS } from "../deletion/decide.ts";
import type { DeletionState, Outcome } from "../deletion/types.ts";
import { savePrices } from "../settings/store-prices.ts";
import { countReclaimed } from "./count-reclaimed.ts";
import { readOverview } from "./read-overview.ts";
import { overviewIsDue, refreshOverview } from "./refresh-overview.ts";

const ENV = "env-a";
const environment = { id: ENV, kind: "sandbox", accountId: "1", region: "r", endpoint: "e" } as const;

type Item = { id: string; bytes: number | null; outcome?: Outcome };

async function deletion(db: Db, id: string, state: DeletionState, items: Item[], environmentId = ENV) {
  await db.insert(deletions).values({
    id,
    environmentId,
    state,
    createdBy: "u",
    createdByName: "U",
    idempotencyKey: id,
    selectedCount: items.length,
    snapshotAt: new Date(),
    decisions: DEFAULT_DECISIONS,
    finishedAt: state === "finished" ? new Date() : null,
  });
  await db.insert(deletionItems).values(
    items.map((item, n) => ({
      deletionId: id,
      seq: n + 1,
      environmentId,
      videoId: item.id,
      sizeBytes: item.bytes,
      outcome: item.outcome ?? "verified",
    })),
  );
  await db.execute(sql`
    insert into deletion_tallies (deletion_id, outcome, count, bytes)
    select deletion_id, outcome, count(*), coalesce(sum(size_bytes), 0)
    from deletion_items where deletion_id = ${id} group by 1, 2
  `);
}

eachStore("the overview", (store) => {
  let db: Db;
  beforeEach(async () => {
    db = store().db;
    await store().reset();
  });
  const refresh = (signal = new AbortController().signal) =>
    refreshOverview({ db, environmentId: ENV, signal });
  const read = () => readOverview({ db, environment });
  /** As if so many seconds had passed since the last count. */
  const age = (seconds: number) =>
    db.update(overviews).set({ countedAt: sql`counted_at - make_interval(secs => ${seconds}::float8)` });

  describe("is counted", () => {
    it("once by runners that start together", async () => {
      await insertVideos(db, ENV, [media("a"), media("b")]);
      const ends = await Promise.all([refresh(), refresh(), refresh(), refresh()]);
      expect(ends.filter((end) => end === "refreshed")).toHaveLength(1);
      expect(ends.filter((end) => end === "idle")).toHaveLength(3);
      expect((await read()).figures?.bars.all).toMatchObject({ count: 2, bytes: 2000 });
    });

    it("not at all for a visit: before the first count there are no figures, and no zeros", async () => {
      await insertVideos(db, ENV, [media("a")]);
      expect((await read()).figures).toBeNull();
      expect(await db.select().from(overviews)).toEqual([]);
      expect(await overviewIsDue(db, ENV)).toBe(true);
    });

    it("again after a sync has finished, and not before", async () => {
      await refresh();
      await age(60);
      expect(await overviewIsDue(db, ENV)).toBe(false);
      await db.insert(catalogSyncs).values({
        id: "s",
        environmentId: ENV,
        state: "finished",
        startedAt: new Date(),
        finishedAt: new Date(),
      });
      await insertVideos(db, ENV, [media("a")]);
      expect(await refresh()).toBe("refreshed");
      expect((await read()).figures?.bars.all.count).toBe(1);
      expect(await overviewIsDue(db, ENV)).toBe(false);
    });

    it("never right after a count, however much has changed", async () => {
      await refresh();
      await deletion(db, "d1", "finished", [{ id: "a", bytes: 1 }]);
      expect(await refresh()).toBe("idle");
      await age(60);
      expect(await refresh()).toBe("refreshed");
    });

    it("again when it is old, whatever did not change", async () => {
      await refresh();
      await age(3600);
      expect(await refresh()).toBe("refreshed");
    });

    it("by one at a time, and by somebody else once a runner has died", async () => {
      await insertVideos(db, ENV, [media("a")]);
      await db.insert(overviews).values({ environmentId: ENV, runner: "dead", beatAt: new Date() });
      expect(await refresh()).toBe("idle");
      await db.update(overviews).set({ beatAt: sql`now() - interval '1 minute'` });
      expect(await refresh()).toBe("refreshed");
    });

    it("later when the process is told to stop: it stays due, and nobody waits for the stopped one", async () => {
      await insertVideos(db, ENV, [media("a")]);
      expect(await refresh(AbortSignal.abort())).toBe("stopped");
      expect((await read()).figures).toBeNull();
      expect(await refresh()).toBe("refreshed");
    });
  });

  describe("says of what was reclaimed", () => {
    it("only what finished deletions have verified, each video once", async () => {
      await deletion(db, "d1", "finished", [
        { id: "a", bytes: 10 },
        { id: "b", bytes: 20 },
        { id: "c", bytes: null },
        { id: "x", bytes: 1000, outcome: "accepted" },
        { id: "y", bytes: 1000, outcome: "unverified" },
        { id: "z", bytes: 1000, outcome: "not-sent" },
      ]);
      await deletion(db, "d2", "finished", [
        { id: "b", bytes: 999 },
        { id: "d", bytes: 40 },
      ]);
      await deletion(db, "d3", "running", [{ id: "e", bytes: 500 }]);
      await deletion(db, "d4", "finished", [{ id: "f", bytes: 500 }], "env-b");
      await refresh();
      const view = await read();
      expect(view.reclaimed).toEqual({ count: 4, bytes: 70, unsized: 1 });
      expect(view.underWay).toEqual({ count: 1, bytes: 500 });
      expect(view.openDeletions.map(({ id }) => id)).toEqual(["d3"]);
    });

    it("the same however often and in how small parts it is added up, also by two at once", async () => {
      await db.insert(overviews).values({ environmentId: ENV });
      const ids = ["a", "b", "c", "d", "e"];
      await deletion(
        db,
        "d1",
        "finished",
        ids.map((id) => ({ id, bytes: 10 })),
      );
      await deletion(
        db,
        "d2",
        "finished",
        ids.map((id) => ({ id, bytes: 10 })),
      );
      let slices = 0;
      // Cut off in the middle of the first deletion, as by a crash.
      await countReclaimed(db, ENV, async () => ++slices <= 1, 2);
      expect((await read()).reclaimed).toEqual({ count: 2, bytes: 20, unsized: 0 });
      await Promise.all([1, 2].map(() => countReclaimed(db, ENV, async () => true, 2)));
      await countReclaimed(db, ENV, async () => true, 2);
      expect((await read()).reclaimed).toEqual({ count: 5, bytes: 50, unsized: 0 });
    });
  });

  it("estimates no cost without prices, and with them only what has one", async () => {
    await insertVideos(db, ENV, [
      media("a", { sizeBytes: 5_000_000_000 }),
      media("b", { sizeBytes: 3_000_000_000, transcodeMode: "NoTranscode" }),
      media("c", { sizeBytes: 7, storageClass: "IA" }),
      { ...media("d", { sizeBytes: 9_000_000_000 }), mezzanineState: "gone" as const },
    ]);
    await refresh();
    expect((await read()).figures?.costs).toBeNull();
    const prices = { currency: "CNY", perGbMonth: { Standard: "0.12" } };
    await savePrices(db, ENV, { prices, version: null, actor: { id: "u", name: "U" } });
    const unpriced = { currency: "CNY", belowSmallest: false, unpricedBytes: 7 };
    expect((await read()).figures?.costs).toEqual({
      all: { ...unpriced, perMonth: "0.96" },
      "without-force": { ...unpriced, perMonth: "0.60" },
      "with-force": { ...unpriced, perMonth: "0.36", unpricedBytes: 0 },
    });
  });
});
