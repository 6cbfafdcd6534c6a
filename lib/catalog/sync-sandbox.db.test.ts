import { and, eq, isNotNull } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { catalogSyncs, catalogWindows, videos } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import { createQuota } from "../quota/gcra.ts";
import { vodPorts } from "../quota/vod-ports.ts";
import { createVodClient } from "../vod/client.ts";
import type { Sandbox } from "../vod/sandbox/server.ts";
import { clearCatalog } from "./catalog-fixtures.ts";
import { ENV, LIBRARY, looks, NOT_HERE, openVod, TIMES } from "./sandbox-library.ts";
import { runSync, type SyncInput } from "./sync.ts";
import { requestSync } from "./sync-row.ts";
import { syncStatus } from "./sync-status.ts";

const MINUTE = 60_000;

/** A client of an address where nobody listens. */
const refusing = createVodClient({
  endpoint: "http://127.0.0.1:1",
  region: "cn-shanghai",
  credentials: { accessKeyId: "nobody", accessKeySecret: "nothing" },
  timeoutMs: 1_000,
});
const idsOf = (sandbox: Sandbox) => Array.from({ length: LIBRARY }, (_, i) => sandbox.seededLibrary.id(i));
const searches = (sandbox: Sandbox) => sandbox.requests({ action: "SearchMedia" });

eachStore("a sync with VOD over the wire", (store) => {
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
  });
  afterEach(() => sandbox.close());

  const sync = (over: Partial<SyncInput> = {}) =>
    runSync({ db, vod, environmentId: ENV, times: TIMES, signal: NOT_HERE, windowSize: 200, ...over });
  const inMs = (ms: number) => () => new Date(Date.now() + ms);
  const stored = async () => (await db.select({ id: videos.videoId }).from(videos)).map((v) => v.id).sort();
  const vanished = async () =>
    (await db.select({ id: videos.videoId }).from(videos).where(isNotNull(videos.vanishedAt))).map(
      (v) => v.id,
    );
  const row = async (id: string) => (await db.select().from(videos).where(eq(videos.videoId, id)))[0];
  const ask = (mode: "full" | "changes") => db.transaction((tx) => requestSync(tx, ENV, mode, new Date()));

  it("walks a library in windows that each scroll by themselves, and meets every video and audio once", async () => {
    expect(await sync()).toMatchObject({ state: "finished", mode: "full", seen: LIBRARY, unmet: 0 });
    expect(await stored()).toEqual(idsOf(sandbox).sort());
    const sent = searches(sandbox);
    expect(sent.filter((r) => r.status !== 200)).toEqual([]);
    const windows = new Set(sent.map((r) => `${r.params.SearchType} ${r.params.Match}`));
    expect(windows.size).toBeGreaterThan(6);
    // Planning costs a call for each window that had to be parted, and the last page of a window may be part empty.
    expect(sent.length).toBeLessThan(LIBRARY / 100 + 2 * windows.size);
  });

  it("loses no video at the edge of a window, and counts none twice, however many share a second", async () => {
    await sandbox.close();
    ({ sandbox, vod } = await openVod(0));
    const first = Math.floor(Date.UTC(2026, 5, 1) / 1000);
    const all: string[] = [];
    const add = (second: number) => all.push(sandbox.addVideo({ createdAt: second, modifiedAt: second }).id);
    // One video in every second, so that every edge falls on one; and 230 in one second, more than two pages.
    for (let i = 0; i < 150; i++) add(first + i);
    for (let i = 0; i < 230; i++) add(first + 70);
    expect(await sync({ windowSize: 20 })).toMatchObject({ state: "finished", seen: 380, unmet: 0 });
    expect(await stored()).toEqual(all.sort());
    const edges = searches(sandbox).map((r) => r.params.Match ?? "");
    expect(edges.filter((match) => match.includes("2026-06-01T00:0")).length).toBeGreaterThan(10);
  });

  it("an expired token costs the rest of its window at most, and nothing is lost or counted twice", async () => {
    let pages = 0;
    const expiring: SyncInput["vod"] = {
      ...vod,
      async searchVideos(request, caller) {
        pages += 1;
        sandbox.setSwitches({ scrollTokenTtlMs: pages % 7 === 0 ? 0 : 600_000 });
        return await vod.searchVideos(request, caller);
      },
    };
    expect(await sync({ vod: expiring })).toMatchObject({ state: "finished", seen: LIBRARY, unmet: 0 });
    expect(await stored()).toEqual(idsOf(sandbox).sort());
    const expired = searches(sandbox).filter((r) => r.code === "InvalidScrollToken.Expired");
    expect(expired.length).toBeGreaterThan(0);
  });

  it("a process that dies in the middle is followed by one that asks for no stored page again", async () => {
    const whole = await openVod(LIBRARY);
    await runSync({
      db,
      vod: whole.vod,
      environmentId: "env-b",
      times: TIMES,
      signal: NOT_HERE,
      windowSize: 200,
    });
    const undisturbed = searches(whole.sandbox).length;
    await whole.sandbox.close();

    let left = 12;
    const dying: SyncInput["vod"] = {
      ...vod,
      async searchVideos(request, caller) {
        left -= 1;
        if (left < 0) throw new Error("killed");
        return await vod.searchVideos(request, caller);
      },
    };
    await expect(sync({ vod: dying })).rejects.toThrow("killed");
    const before = searches(sandbox).length;
    expect(await sync()).toEqual({ state: "busy" });
    const silent = inMs(MINUTE);
    expect(await sync({ now: silent })).toMatchObject({ state: "finished", seen: LIBRARY, unmet: 0 });
    // Six windows are walked at a time, so six pages may have been in flight.
    expect(searches(sandbox).length).toBeLessThanOrEqual(undisturbed + 6);
    expect(before).toBeGreaterThan(8);
    const own = and(eq(videos.environmentId, ENV));
    expect(await db.$count(videos, own)).toBe(LIBRARY);
  });

  it("meets what is uploaded while it walks", async () => {
    let added: string | null = null;
    const during: SyncInput["vod"] = {
      ...vod,
      async searchVideos(request, caller) {
        const answer = await vod.searchVideos(request, caller);
        const now = Math.floor(Date.now() / 1000);
        // Not at the eighth alone: several are answered at once.
        if (searches(sandbox).length >= 8) {
          added ??= sandbox.addVideo({ createdAt: now, modifiedAt: now }).id;
        }
        return answer;
      },
    };
    expect(await sync({ vod: during })).toMatchObject({ state: "finished", seen: LIBRARY + 1 });
    expect(await stored()).toContain(added);
  });

  it("calls gone only what a live look says is gone, and nothing while VOD cannot be asked", async () => {
    await sync();
    const [gone, hidden] = [
      sandbox.find("removable", 1)[0]?.id ?? "",
      sandbox.find("forbidden", 1)[0]?.id ?? "",
    ];
    sandbox.changeVideo(gone, { vanished: true });
    sandbox.setSwitches({ searchForbidden: "hidden" });

    await ask("full");
    sandbox.addFaults({ kind: "status5xx", action: "BatchGetMediaInfos", always: true });
    const wait = async () => {};
    expect(await sync({ wait })).toMatchObject({ state: "failed", code: "InternalError" });
    expect(searches(sandbox).length).toBeGreaterThan(2 * (LIBRARY / 100));
    expect(await vanished()).toEqual([]);

    sandbox.clearFaults();
    sandbox.clearRequests();
    expect(await sync({ now: inMs(MINUTE + 1_000) })).toMatchObject({ state: "finished", vanished: 1 });
    expect(await vanished()).toEqual([gone]);
    expect(await row(hidden)).toMatchObject({ vanishedAt: null });
    // The walk was through: only the looks were still to be made, and the categories.
    expect(searches(sandbox).map((r) => [r.params.Match, r.params.PageNo])).toEqual([]);
    expect(looks(sandbox).length).toBeGreaterThan(0);
  });

  it("an id that VOD never answers for holds up no full sync, and is not called gone", async () => {
    await sync();
    const [gone, mute] = sandbox.find("removable", 2).map((video) => video.id);
    for (const id of [gone, mute]) sandbox.changeVideo(id ?? "", { vanished: true });
    await ask("full");
    const fault = { kind: "status5xx", action: "BatchGetMediaInfos", always: true } as const;
    sandbox.addFaults({ ...fault, match: { anyId: [mute ?? ""] } });
    expect(await sync({ wait: async () => {} })).toMatchObject({ state: "finished", vanished: 1 });
    expect(await vanished()).toEqual([gone]);

    sandbox.clearFaults();
    await ask("full");
    expect(await sync()).toMatchObject({ state: "finished", vanished: 1 });
    expect((await vanished()).sort()).toEqual([gone, mute].sort());
  });

  it("an outage is none of the ids' silence: the looks wait for it to end", async () => {
    await sync();
    const [gone] = sandbox.find("removable", 1).map((video) => video.id);
    sandbox.changeVideo(gone ?? "", { vanished: true });
    await ask("full");
    const away: SyncInput["vod"] = { ...vod, inspectVideos: async () => await refusing.inspectVideos(["x"]) };
    expect(await sync({ vod: away, wait: async () => {} })).toMatchObject({
      state: "failed",
      code: "ConnectionFailed",
    });
    expect(await vanished()).toEqual([]);
    expect(await sync({ now: inMs(MINUTE + 1_000) })).toMatchObject({ state: "finished", vanished: 1 });
  });

  it("what follows reads only what is new or changed, and a full sync comes when it is due or asked for", async () => {
    const first = await sync();
    expect(await sync()).toEqual({ state: "idle" });
    const [changed, untouched] = sandbox.find("removable", 2);
    const now = Math.floor(Date.now() / 1000);
    const added = sandbox.addVideo({ createdAt: now, modifiedAt: now });
    sandbox.changeVideo(changed?.id ?? "", { title: "Changed", modifiedAt: now });
    await db.update(videos).set({ lookedAt: new Date(Date.now() - MINUTE) });
    sandbox.clearRequests();

    const changes = await sync({ now: inMs(16 * MINUTE) });
    expect(changes).toMatchObject({ state: "finished", mode: "changes", seen: 2 });
    expect(searches(sandbox)).toHaveLength(4);
    expect(await row(added.id)).toMatchObject({ title: added.title });
    // What was changed is to be looked at again; what was not is not even written.
    expect(await row(changed?.id ?? "")).toMatchObject({ title: "Changed", lookedAt: null });
    expect(await row(untouched?.id ?? "")).toMatchObject({
      syncId: first.state === "finished" ? first.id : null,
      lookedAt: expect.any(Date),
    });
    expect(looks(sandbox)).toEqual([]);

    await ask("full");
    await ask("full");
    expect(await sync({ now: inMs(17 * MINUTE) })).toMatchObject({ mode: "full", seen: LIBRARY + 1 });
    expect(await sync({ now: inMs(18 * MINUTE) })).toEqual({ state: "idle" });
    const tomorrow = inMs(25 * 3_600_000);
    expect(await sync({ now: tomorrow })).toMatchObject({ state: "finished", mode: "full" });
  });

  it("a first request reads everything, and shows as under way before anybody has begun", async () => {
    await ask("changes");
    const status = { ...TIMES, lookAtSources: true };
    expect(await syncStatus(db, ENV, status)).toMatchObject({
      running: { mode: "full", seen: 0, total: null },
      finished: null,
    });
    expect(await sync()).toMatchObject({ state: "finished", mode: "full", seen: LIBRARY });
  });

  it("never calls more often than the rate, however many windows are walked", async () => {
    const rate = 20;
    const quota = createQuota(db, "sync-rate", { SearchMedia: rate }, 100);
    await sandbox.close();
    ({ sandbox, vod } = await openVod(LIBRARY, vodPorts(() => quota).slot));
    sandbox.setLimits({ SearchMedia: rate + 1, GetCategories: null });
    expect(await sync()).toMatchObject({ state: "finished", seen: LIBRARY });
    expect(searches(sandbox).filter((r) => r.code !== null)).toEqual([]);
    const times = searches(sandbox).map((r) => r.monoMs);
    const busiest = Math.max(
      ...times.map((from) => times.filter((t) => t >= from && t < from + 1000).length),
    );
    expect(busiest).toBeLessThanOrEqual(Math.ceil(rate * 1.03) + 1);
  });
});
