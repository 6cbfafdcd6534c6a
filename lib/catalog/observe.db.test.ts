import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { rowsOf } from "../db/rows.ts";
import { videos } from "../db/schema.ts";
import type { Db, Executor } from "../db/types.ts";
import type { MediaInspection } from "../vod/types.ts";
import { clearCatalog, insertVideos, media } from "./catalog-fixtures.ts";
import { applyInspection } from "./observe.ts";
import { storePage } from "./store-page.ts";

const ENV = "env-a";
const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 0, minute));
const look = (over: Partial<Extract<MediaInspection, { found: "present" }>> = {}): MediaInspection => ({
  found: "present",
  videoId: "v",
  title: "live title",
  status: "Normal",
  storageClass: "Standard",
  cateId: null,
  tags: null,
  mezzanine: { status: "Normal", sizeBytes: 500 },
  streams: [],
  ...over,
});

eachStore("observations", (store) => {
  let db: Db;
  beforeAll(() => {
    db = store().db;
  });
  beforeEach(async () => {
    await clearCatalog(db);
    await insertVideos(db, ENV, [media("v")], at(10));
  });

  const row = async () => (await db.select().from(videos).where(eq(videos.videoId, "v")))[0];
  const search = (minute: number, over: Parameters<typeof media>[1] = {}) =>
    db.transaction((tx) =>
      storePage(tx, { environmentId: ENV, syncId: "s", observedAt: at(minute) }, [media("v", over)]),
    );

  /** Rows written anew so far, and those of them for which no index was written. */
  const writes = async (tx: Executor) => {
    const [counted] = await rowsOf<{ rows: number; beside: number }>(
      tx,
      sql`
        select n_tup_upd::int as rows, n_tup_hot_upd::int as beside from pg_stat_xact_user_tables
        where relname = 'videos'
      `,
    );
    return counted ?? { rows: 0, beside: 0 };
  };

  it("a live look says what became of the source", async () => {
    await applyInspection(db, ENV, [look()], at(11));
    expect(await row()).toMatchObject({
      title: "live title",
      mezzanineState: "present",
      sizeBytes: 500,
      mezzanineCheckedAt: at(11),
    });
    await applyInspection(db, ENV, [look({ mezzanine: { status: "Deleted", sizeBytes: 0 } })], at(12));
    expect(await row()).toMatchObject({ mezzanineState: "gone", sizeBytes: 500 });
  });

  it("a look that finds nothing new is noted, and writes no index, whenever it comes", async () => {
    await applyInspection(db, ENV, [look()], at(11));
    const daysLater = at(12 + 5 * 1440);
    const [before, after] = await db.transaction(async (tx) => {
      const first = await writes(tx);
      await applyInspection(tx, ENV, [look()], daysLater);
      return [first, await writes(tx)] as const;
    });
    expect(after).toEqual({ rows: before.rows + 1, beside: before.beside + 1 });
    expect(await row()).toMatchObject({ mezzanineCheckedAt: daysLater, lookedAt: at(11) });
  });

  it("the pass over all sources goes by the first look and by its own", async () => {
    await applyInspection(db, ENV, [look()], at(11));
    await applyInspection(db, ENV, [look()], at(20), { ofPass: true });
    expect(await row()).toMatchObject({ lookedAt: at(20) });
    await applyInspection(db, ENV, [look()], at(15), { ofPass: true });
    expect(await row()).toMatchObject({ lookedAt: at(20) });
  });

  it("a busy video is busy", async () => {
    await applyInspection(db, ENV, [look({ storageClass: "SourceChanging" })], at(11));
    expect(await row()).toMatchObject({ mezzanineState: "busy" });
  });

  it("a look without MezzanineInfo, forbidden or absent proves nothing about the source", async () => {
    const silent: MediaInspection[] = [
      look({ mezzanine: null }),
      { found: "forbidden", videoId: "v" },
      { found: "absent", videoId: "v" },
    ];
    for (const inspection of silent) await applyInspection(db, ENV, [inspection], at(11));
    expect(await row()).toMatchObject({
      mezzanineState: "unknown",
      mezzanineCheckedAt: null,
      vanishedAt: null,
    });
  });

  it("an older look overwrites nothing", async () => {
    await applyInspection(db, ENV, [look({ mezzanine: { status: "Deleted", sizeBytes: null } })], at(20));
    const before = await row();
    await applyInspection(db, ENV, [look({ title: "old" })], at(15));
    await applyInspection(db, ENV, [{ found: "missing", videoId: "v" }], at(15));
    expect(await row()).toEqual(before);
  });

  it("a look older than the last search still tells of the source, and of nothing else", async () => {
    await search(30, { title: "searched" });
    await applyInspection(db, ENV, [look()], at(20));
    expect(await row()).toMatchObject({ mezzanineState: "present", title: "searched", observedAt: at(30) });
  });

  it("a missing video is marked as vanished, and a later look brings it back", async () => {
    await applyInspection(db, ENV, [{ found: "missing", videoId: "v" }], at(11));
    expect(await row()).toMatchObject({ vanishedAt: at(11) });
    await applyInspection(db, ENV, [look()], at(12));
    expect(await row()).toMatchObject({ vanishedAt: null });
  });

  it("does not touch another environment, nor add what the catalog does not hold", async () => {
    await applyInspection(db, "env-b", [look(), look({ videoId: "new" })], at(11));
    expect(await db.select().from(videos)).toHaveLength(1);
    expect(await row()).toMatchObject({ mezzanineState: "unknown" });
  });

  it("an older search overwrites nothing, a newer one does, and the source's state stays either way", async () => {
    await applyInspection(db, ENV, [look()], at(20));
    await search(15, { title: "old search" });
    expect(await row()).toMatchObject({ title: "live title", observedAt: at(20), syncId: "s" });
    await search(25, { title: "new search", sizeBytes: 777 });
    expect(await row()).toMatchObject({
      title: "new search",
      sizeBytes: 777,
      mezzanineState: "present",
      mezzanineCheckedAt: at(20),
    });
  });

  it("a search index that lags does not bring a vanished video back; an hour later its word counts", async () => {
    await applyInspection(db, ENV, [{ found: "missing", videoId: "v" }], at(11));
    await search(30);
    expect(await row()).toMatchObject({ vanishedAt: at(11) });
    await search(72);
    expect(await row()).toMatchObject({ vanishedAt: null });
  });
});
