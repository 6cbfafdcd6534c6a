import { eq, isNotNull, sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { catalogSyncs, catalogWindows, videos } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import type { Sandbox } from "../vod/sandbox/server.ts";
import { clearCatalog } from "./catalog-fixtures.ts";
import { lookAtSources } from "./look-at-sources.ts";
import { ENV, LIBRARY, looks, NOT_HERE, openVod, TIMES } from "./sandbox-library.ts";
import { runSync, type SyncInput } from "./sync.ts";
import { syncStatus } from "./sync-status.ts";

eachStore("the pass over all sources", (store) => {
  let db: Db;
  let sandbox: Sandbox;
  let vod: SyncInput["vod"];
  beforeAll(() => {
    db = store().db;
  });
  beforeEach(async () => {
    await clearCatalog(db);
    await db.delete(catalogSyncs);
    await db.delete(catalogWindows);
    ({ sandbox, vod } = await openVod(LIBRARY));
    await runSync({ db, vod, environmentId: ENV, times: TIMES, signal: NOT_HERE, windowSize: 200 });
  });
  afterEach(() => sandbox.close());

  it("fills in the state of every source, the largest first, and asks nobody twice", async () => {
    const fill = (over: Partial<Parameters<typeof lookAtSources>[0]> = {}) =>
      lookAtSources({ db, vod, environmentId: ENV, oldAfterMs: 86_400_000, signal: NOT_HERE, ...over });
    const stop = new AbortController();
    const priorities = new Set<string | undefined>();
    const stopping: SyncInput["vod"] = {
      ...vod,
      async inspectVideos(ids, caller) {
        priorities.add(caller?.priority);
        if (looks(sandbox).length >= 20) stop.abort();
        return await vod.inspectVideos(ids, caller);
      },
    };
    expect(await fill({ vod: stopping, signal: stop.signal })).toEqual({ state: "stopped" });
    expect([...priorities]).toEqual(["catalog"]);
    const [largest] = await db.select().from(videos).orderBy(sql`size_bytes desc`).limit(1);
    expect(largest?.lookedAt).not.toBeNull();
    expect(await syncStatus(db, ENV, { ...TIMES, lookAtSources: true })).toMatchObject({
      sources: { total: LIBRARY },
    });

    const [poison] = await db.select().from(videos).where(sql`looked_at is null`).limit(1);
    const fault = { kind: "error", code: "InvalidParameter", status: 400, always: true } as const;
    sandbox.addFaults({ ...fault, action: "BatchGetMediaInfos", match: { anyId: [poison?.videoId ?? ""] } });
    expect(await fill({ wait: async () => {} })).toEqual({ state: "finished", seen: LIBRARY });
    const asked = looks(sandbox).filter((r) => r.status === 200);
    const ids = asked.flatMap((r) => (r.params.MediaIds ?? "").split(","));
    expect(new Set(ids).size).toBe(ids.length);
    const states = await db.$count(videos, eq(videos.mezzanineState, "unknown"));
    const known = await db.$count(videos, isNotNull(videos.mezzanineCheckedAt));
    expect(known).toBeGreaterThan(LIBRARY * 0.9);
    expect(states).toBeLessThan(LIBRARY * 0.1);
    expect(await syncStatus(db, ENV, { ...TIMES, lookAtSources: true })).toMatchObject({ sources: null });
    expect(await fill()).toEqual({ state: "finished", seen: 0 });
    const nextWeek = () => new Date(Date.now() + 7 * 86_400_000);
    sandbox.clearFaults();
    expect(await fill({ now: nextWeek })).toEqual({ state: "finished", seen: LIBRARY });
  });

  it("sources that VOD never answers for hold up nobody else, and nobody is set aside while it answers for none", async () => {
    const day = 86_400_000;
    const fill = (daysOn: number) =>
      lookAtSources({
        db,
        vod,
        environmentId: ENV,
        oldAfterMs: 30 * day,
        signal: NOT_HERE,
        now: () => new Date(Date.now() + daysOn * day),
        wait: async () => {},
      });
    sandbox.addFaults({ kind: "status5xx", action: "BatchGetMediaInfos", always: true });
    expect(await fill(0)).toMatchObject({ state: "failed", code: "InternalError" });
    expect(await db.$count(videos, isNotNull(videos.lookedAt))).toBe(0);

    sandbox.clearFaults();
    const bySize = await db
      .select({ id: videos.videoId })
      .from(videos)
      .orderBy(sql`size_bytes desc nulls last`);
    const mute = [bySize[0]?.id ?? "", bySize[7]?.id ?? "", bySize[500]?.id ?? ""].sort();
    const fault = { kind: "status5xx", action: "BatchGetMediaInfos", always: true } as const;
    sandbox.addFaults({ ...fault, match: { anyId: mute } });
    expect(await fill(0)).toEqual({ state: "finished", seen: LIBRARY });
    sandbox.clearRequests();
    expect(await fill(0)).toEqual({ state: "finished", seen: 0 });
    expect(looks(sandbox)).toEqual([]);

    sandbox.clearFaults();
    expect(await fill(1.1)).toEqual({ state: "finished", seen: mute.length });
    const asked = looks(sandbox).flatMap((r) => (r.params.MediaIds ?? "").split(","));
    expect(asked.sort()).toEqual(mute);
  });
});
