import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { rowsOf } from "../db/rows.ts";
import { catalogSyncs, catalogWindows, categories, videos } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import type { CatalogMedia, SearchPage, SearchRequest, VodResult } from "../vod/types.ts";
import { clearCatalog, insertVideos, media } from "./catalog-fixtures.ts";
import { runSync, type SyncInput } from "./sync.ts";
import { syncStatus } from "./sync-status.ts";

const ENV = "env-a";
const START = new Date("2026-06-01T00:00:00Z");
const TIMES = { syncEveryMs: 900_000, fullEveryMs: 86_400_000 };
const STATUS = { syncEveryMs: TIMES.syncEveryMs, lookAtSources: true };
const later = (ms: number) => new Date(START.getTime() + ms);
const evidence = { requestId: "r", httpStatus: 200, body: null };
const answered = <T>(data: T) => ({ kind: "answered", data, ...evidence }) as const;
const refused = (code: string, fatal = false) =>
  ({
    kind: "refused",
    code,
    message: `${code}.`,
    throttled: code.startsWith("Throttling"),
    retryAfterMs: null,
    fatal,
    ...evidence,
  }) as const;
const unanswered = { kind: "unanswered", code: "timeout", message: "no answer", ...evidence } as const;

/** 250 videos, several of which share a second, and 3 of audio. */
const library: CatalogMedia[] = [
  ...Array.from({ length: 250 }, (_, i) =>
    media(`v${String(i).padStart(3, "0")}`, { createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, i >> 1)) }),
  ),
  ...Array.from({ length: 3 }, (_, i) => media(`a${i}`, { kind: "audio" })),
];

/** VOD as far as a sync sees it: pages in order of creation, a token per page, faults by number of the videos' call. */
function fakeVod(faults: Record<number, VodResult<SearchPage>> = {}) {
  const requests: SearchRequest[] = [];
  const looked: string[] = [];
  const vod: SyncInput["vod"] = {
    categories: async () => answered([{ cateId: 7, cateName: "Lectures", parentId: -1, level: 0 }]),
    inspectVideos: async (ids) => {
      looked.push(...ids);
      return answered(ids.map((videoId) => ({ found: "absent" as const, videoId })));
    },
    searchVideos: async (request) => {
      const ofVideos = request.kind === "video";
      if (ofVideos) requests.push(request);
      const fault = ofVideos ? faults[requests.length] : undefined;
      if (fault) return fault;
      const from = /'([^']+)',/.exec(request.match ?? "")?.[1];
      const all = library.filter(
        (m) => m.kind === request.kind && (!from || m.createdAt.getTime() >= Date.parse(from)),
      );
      const begin = (request.pageNo - 1) * request.pageSize;
      return answered({
        media: all.slice(begin, begin + request.pageSize),
        total: all.length,
        scrollToken: `token-${requests.length}`,
      });
    },
  };
  return { vod, requests, looked };
}

eachStore("a sync", (store) => {
  let db: Db;
  beforeAll(() => {
    db = store().db;
  });
  beforeEach(async () => {
    await clearCatalog(db);
    await db.delete(catalogSyncs);
    await db.delete(catalogWindows);
  });

  const waits: number[] = [];
  const run = (vod: SyncInput["vod"], over: Partial<SyncInput> = {}) => {
    waits.length = 0;
    const wait = async (ms: number) => {
      waits.push(ms);
    };
    const signal = new AbortController().signal;
    return runSync({ db, vod, environmentId: ENV, times: TIMES, signal, now: () => START, wait, ...over });
  };
  const stored = async () => (await db.select({ id: videos.videoId }).from(videos)).map((v) => v.id).sort();
  const everything = library.map((m) => m.videoId).sort();

  it("tells the planner of a library that was not there before", async () => {
    await db.execute(sql`truncate videos cascade`);
    await run(fakeVod().vod);
    const [known] = await rowsOf<{ rows: number }>(
      db,
      sql`select reltuples::float8 as rows from pg_class where oid = 'videos'::regclass`,
    );
    expect(Number(known?.rows)).toBeGreaterThanOrEqual(100);
  });

  it("copies every video, audio and category, and says how far it is", async () => {
    const { vod, requests } = fakeVod();
    const progress: [number, number | null][] = [];
    const result = await run(vod, { onProgress: (p) => progress.push([p.seen, p.total]) });
    expect(result).toMatchObject({ state: "finished", mode: "full", seen: 253, unmet: 0, vanished: 0 });
    expect(await stored()).toEqual(everything);
    expect(await db.select().from(categories)).toMatchObject([{ environmentId: ENV, cateName: "Lectures" }]);
    expect(progress.map(([seen]) => seen)).toEqual(progress.map(([seen]) => seen).toSorted((a, b) => a - b));
    expect(progress.at(-1)).toEqual([253, 253]);
    // The last one reads what was created while the walk went on.
    expect(requests.map((r) => [r.pageNo, r.scrollToken !== undefined])).toEqual([
      [1, false],
      [2, true],
      [3, true],
      [1, false],
    ]);
    expect(await db.select().from(catalogWindows)).toEqual([]);
    expect(await syncStatus(db, ENV, STATUS)).toMatchObject({
      empty: false,
      running: null,
      failed: null,
      finished: { mode: "full", seen: 253, unmet: 0 },
      fullStartedAt: START.toISOString(),
    });
  });

  it("goes on from the last creation time when the token expires, and counts nothing twice", async () => {
    const { vod, requests } = fakeVod({ 3: refused("InvalidScrollToken.Expired") });
    expect(await run(vod)).toMatchObject({ state: "finished", seen: 253 });
    expect(await stored()).toEqual(everything);
    expect(requests[3]).toMatchObject({ pageNo: 1, match: "CreationTime = ['2026-01-01T00:01:39Z',)" });
    expect(requests[3]).not.toHaveProperty("scrollToken");
  });

  it("gives up on a token that never lasts, instead of turning in a circle", async () => {
    const { vod } = fakeVod();
    const always: SyncInput["vod"] = {
      ...vod,
      searchVideos: async (r) =>
        r.kind === "video" ? refused("InvalidScrollToken.Expired") : vod.searchVideos(r),
    };
    expect(await run(always)).toMatchObject({ state: "failed", code: "InvalidScrollToken.Expired" });
  });

  it("repeats reads that were refused for now or not answered", async () => {
    const { vod } = fakeVod({ 2: refused("Throttling.User"), 3: unanswered, 5: unanswered });
    expect(await run(vod)).toMatchObject({ state: "finished", seen: 253 });
    expect(waits).toEqual([500, 1000, 500]);
  });

  it("stops at once with the reason when no repetition can help, and keeps what it has", async () => {
    const { vod, requests } = fakeVod({ 2: refused("InvalidAccessKeyId.NotFound", true) });
    expect(await run(vod)).toMatchObject({ state: "failed", code: "InvalidAccessKeyId.NotFound" });
    expect(requests).toHaveLength(2);
    expect(waits).toEqual([]);
    expect(await stored()).toEqual(expect.arrayContaining(everything.slice(3, 103)));
    expect((await syncStatus(db, ENV, STATUS)).failed).toMatchObject({ code: "InvalidAccessKeyId.NotFound" });
  });

  it("goes on where it stopped: a shutdown, a failure or a dead process repeats no stored page", async () => {
    const stop = new AbortController();
    const stopAt100 = (p: { seen: number }) => {
      if (p.seen >= 100) stop.abort();
    };
    const first = await run(fakeVod().vod, { signal: stop.signal, onProgress: stopAt100 });
    expect(first).toMatchObject({ state: "stopped" });

    const second = fakeVod({ 2: refused("Forbidden", true) });
    expect(await run(second.vod)).toMatchObject({ state: "failed" });
    expect(second.requests[0]).toMatchObject({ pageNo: 2, scrollToken: expect.stringContaining("token-") });

    const third = fakeVod();
    expect(await run(third.vod)).toEqual({ state: "idle" });
    expect(await run(third.vod, { now: () => later(60_000) })).toMatchObject({
      state: "finished",
      seen: 253,
    });
    expect(third.requests[0]).toMatchObject({ pageNo: 3 });
    expect(await db.select().from(catalogSyncs)).toHaveLength(1);
  });

  it("one runner at a time: a second is sent away while the first lives, and takes over when it is silent", async () => {
    const { vod } = fakeVod();
    let inside: unknown;
    const late = later(60_000);
    const first = await run(vod, {
      onProgress: () => {
        inside ??= run(fakeVod().vod);
      },
    });
    expect(first).toMatchObject({ state: "finished" });
    expect(await inside).toEqual({ state: "busy" });

    await db.delete(catalogSyncs);
    await db.delete(catalogWindows);
    const dead = await run(fakeVod({ 2: unanswered }).vod, {
      wait: async () => {
        throw new Error("killed");
      },
    }).catch((error: unknown) => error);
    expect(dead).toBeInstanceOf(Error);
    expect(await run(fakeVod().vod)).toEqual({ state: "busy" });
    expect(await run(fakeVod().vod, { now: () => late })).toMatchObject({ state: "finished", seen: 253 });
  });

  it("a runner that was taken over writes no more progress", async () => {
    const { vod } = fakeVod();
    const old = await run(vod, {
      vod: {
        ...vod,
        searchVideos: async (request) => {
          if (request.kind === "video" && request.pageNo === 2) {
            await run(fakeVod().vod, { now: () => later(60_000) });
          }
          return await vod.searchVideos(request);
        },
      },
    });
    expect(old).toEqual({ state: "busy" });
    const rows = await db.select().from(catalogSyncs);
    expect(rows).toMatchObject([{ state: "finished", seen: 253 }]);
  });

  it("calls nothing gone that it did not meet and no live look says is gone, but counts it", async () => {
    await insertVideos(db, ENV, [media("lost")], START);
    const { vod, looked } = fakeVod();
    expect(await run(vod)).toMatchObject({ state: "finished", unmet: 1, vanished: 0 });
    expect(looked).toEqual(["lost"]);
    const [lost] = await db.select().from(videos).where(eq(videos.videoId, "lost"));
    expect(lost).toMatchObject({ vanishedAt: null, mezzanineState: "unknown" });
  });

  it("keeps what a live look observed later than the search", async () => {
    const then = later(1000);
    await insertVideos(
      db,
      ENV,
      [{ ...media("v000", { title: "newer" }), mezzanineState: "gone" as const }],
      then,
    );
    await run(fakeVod().vod);
    const [row] = await db.select().from(videos).where(eq(videos.videoId, "v000"));
    expect(row).toMatchObject({ title: "newer", mezzanineState: "gone", observedAt: then });
  });
});
