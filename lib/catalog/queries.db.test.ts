import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { rowsOf } from "../db/rows.ts";
import { attempts } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import { clearCatalog, insertVideos, media } from "./catalog-fixtures.ts";
import { EMPTY_FILTER, type VideoFilter } from "./filter.ts";
import { countVideos, getVideo, listVideos, sliceOfVideos, sumSelection } from "./queries.ts";
import { VIDEO_SORTS, type VideoSort } from "./sort.ts";

const ENV = "env-a";

eachStore("the catalog's queries", (store) => {
  let db: Db;
  beforeAll(() => {
    db = store().db;
  });
  beforeEach(async () => clearCatalog(db));

  const found = async (over: Partial<VideoFilter>) => {
    const filter = { ...EMPTY_FILTER, ...over };
    const page = await listVideos(db, ENV, { filter, sort: "title.asc", cursor: null, limit: 100 });
    return page?.videos.map((v) => v.videoId);
  };

  async function walk(sort: VideoSort, limit: number, filter: VideoFilter = EMPTY_FILTER) {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listVideos(db, ENV, { filter, sort, cursor, limit });
      if (!page) throw new Error("the query's own cursor was refused");
      ids.push(...page.videos.map((v) => v.videoId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return ids;
  }

  it("paging visits every row exactly once, in order, for every sort and page size", async () => {
    const row = fc.record({
      size: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
      day: fc.integer({ min: 1, max: 4 }),
      title: fc.constantFrom("a", "B", "b", "ä", "中文", "%", ""),
    });
    const property = fc.asyncProperty(
      fc.array(row, { maxLength: 25, size: "max" }),
      fc.integer({ min: 1, max: 7 }),
      async (rows, limit) => {
        await clearCatalog(db);
        const all = rows.map((r, i) =>
          media(`v${i}`, {
            sizeBytes: r.size,
            title: r.title,
            createdAt: new Date(`2026-01-0${r.day}T00:00:00Z`),
          }),
        );
        await insertVideos(db, ENV, all);
        await insertVideos(db, "env-b", [media("foreign")]);
        for (const sort of VIDEO_SORTS) {
          const ids = await walk(sort, limit);
          expect([...ids].sort()).toEqual(all.map((v) => v.videoId).sort());
          expect(ids).toEqual(await walk(sort, 1000));
          if (!sort.startsWith("size")) continue;
          const sizes = ids.map((id) => all.find((v) => v.videoId === id)?.sizeBytes ?? null);
          const known = sizes.filter((s) => s !== null);
          const ordered = [...known].sort((a, b) => (sort === "size.asc" ? a - b : b - a));
          expect(sizes).toEqual([...ordered, ...sizes.filter((s) => s === null)]);
        }
      },
    );
    await fc.assert(property, { numRuns: 12 });
  });

  it("refuses the cursor of another sort instead of showing the wrong page", async () => {
    await insertVideos(db, ENV, [media("a"), media("b")]);
    const first = await listVideos(db, ENV, {
      filter: EMPTY_FILTER,
      sort: "size.asc",
      cursor: null,
      limit: 1,
    });
    const cursor = first?.nextCursor ?? "";
    const page = { filter: EMPTY_FILTER, cursor, limit: 1 };
    expect(await listVideos(db, ENV, { ...page, sort: "title.asc" })).toBeNull();
    expect(await listVideos(db, ENV, { ...page, sort: "size.asc", cursor: "rubbish" })).toBeNull();
    expect(await listVideos(db, ENV, { ...page, sort: "size.asc" })).toMatchObject({ nextCursor: null });
  });

  it("finds what was typed as it stands: %, _, quotes and backslashes are letters", async () => {
    await insertVideos(db, ENV, [
      media("p", { title: "100% done" }),
      media("u", { title: "a_b" }),
      media("x", { title: "axb 100 done" }),
      media("q", { title: `O'Neil "live" \\ cut` }),
    ]);
    expect(await found({ q: "0% d" })).toEqual(["p"]);
    expect(await found({ q: "a_b" })).toEqual(["u"]);
    expect(await found({ q: "o'neil" })).toEqual(["q"]);
    expect(await found({ q: `"LIVE" \\` })).toEqual(["q"]);
    expect(await found({ q: "%" })).toEqual(["p"]);
  });

  it("finds an id by its beginning, as it stands, and the reference id of the account's own", async () => {
    await insertVideos(db, ENV, [
      media("ab12cdef9876"),
      media("cdab12"),
      media("Ab12"),
      media("own", { referenceId: "ab12-Own_reference" }),
    ]);
    expect(await found({ q: "ab12" })).toEqual(["ab12cdef9876", "own"]);
    expect(await found({ q: "ab12cdef98" })).toEqual(["ab12cdef9876"]);
    expect(await found({ q: "ab12cdef97" })).toEqual([]);
    expect(await found({ q: "ab12-Own_ref" })).toEqual(["own"]);
  });

  it("finds parts of titles and tags: one and two Chinese characters, any case, any width", async () => {
    await insertVideos(db, ENV, [
      media("a", { title: "高等数学精讲" }),
      media("b", { title: "城市观察", tags: "数学,新闻" }),
      media("c", { title: "Ｆｕｌｌ width １２", tags: "Demo" }),
      media("d", { title: "学数", tags: null }),
    ]);
    expect(await found({ q: "学" })).toEqual(["b", "d", "a"]);
    expect(await found({ q: "数学" })).toEqual(["b", "a"]);
    expect(await found({ q: "数学精讲" })).toEqual(["a"]);
    expect(await found({ q: "数观" })).toEqual([]);
    expect(await found({ q: "FULL ｗ" })).toEqual(["c"]);
    expect(await found({ q: "h 1" })).toEqual(["c"]);
    expect(await found({ q: "dEMO" })).toEqual(["c"]);
    // The end of a title and the beginning of a tag are no text that anybody wrote.
    expect(await found({ q: "察数" })).toEqual([]);
  });

  it("filters by every part, ranges included at both ends but the last day", async () => {
    await insertVideos(db, ENV, [
      media("a", { status: "Normal", cateId: 7, sizeBytes: 10, durationSeconds: 5 }),
      media("b", { status: "Blocked", transcodeMode: null, storageClass: "IA", sizeBytes: null }),
      media("c", { kind: "audio", sizeBytes: 20, createdAt: new Date("2026-02-01T00:00:00Z") }),
    ]);
    expect(await found({ status: ["Normal", "Blocked"] })).toEqual(["a", "b", "c"]);
    expect(await found({ cateId: ["7"] })).toEqual(["a"]);
    expect(await found({ cateId: ["none"] })).toEqual(["b", "c"]);
    expect(await found({ cateId: ["7", "none"] })).toEqual(["a", "b", "c"]);
    expect(await found({ transcodeMode: ["none"] })).toEqual(["b"]);
    expect(await found({ storageClass: ["IA"] })).toEqual(["b"]);
    expect(await found({ kind: ["audio"] })).toEqual(["c"]);
    expect(await found({ mezzanine: ["gone"] })).toEqual([]);
    expect(await found({ minBytes: 10, maxBytes: 20 })).toEqual(["a", "c"]);
    expect(await found({ maxSeconds: 5 })).toEqual(["a"]);
    const february = new Date("2026-02-01T00:00:00Z");
    expect(await found({ createdFrom: february })).toEqual(["c"]);
    expect(await found({ createdBefore: february })).toEqual(["a", "b"]);
  });

  it("finds what no deletion was sent for with Force, by the attempts of this environment alone", async () => {
    await insertVideos(
      db,
      ENV,
      ["calm", "forced", "looked-at", "unforced", "foreign"].map((id) => media(id)),
    );
    const attempt = { deletionId: "d", operation: "x", token: 1, startedAt: new Date() };
    await db.insert(attempts).values([
      { ...attempt, environmentId: ENV, kind: "delete", force: true, videoIds: ["forced", "other"] },
      { ...attempt, environmentId: ENV, kind: "look", force: true, videoIds: ["looked-at"] },
      { ...attempt, environmentId: ENV, kind: "delete", force: false, videoIds: ["unforced"] },
      { ...attempt, environmentId: "env-b", kind: "delete", force: true, videoIds: ["foreign"] },
    ]);
    const never = await found({ forced: "never" });
    expect(never?.toSorted()).toEqual(["calm", "foreign", "looked-at", "unforced"]);
    await db.delete(attempts);
    expect(await found({ forced: "never" })).toHaveLength(5);
  });

  it("counts and adds up exactly, and says how many sizes are not known", async () => {
    await insertVideos(db, ENV, [
      media("a", { sizeBytes: 2 ** 45 }),
      media("b", { sizeBytes: 3 }),
      media("c", { sizeBytes: null }),
      { ...media("d"), vanishedAt: new Date() },
    ]);
    const all = { count: 3, bytes: 2 ** 45 + 3, unsized: 1 };
    expect(await countVideos(db, ENV, EMPTY_FILTER)).toEqual(all);
    expect(await countVideos(db, "env-b", EMPTY_FILTER)).toEqual({ count: 0, bytes: 0, unsized: 0 });
    const ids = ["b", "b", "stranger", "d"];
    expect(await sumSelection(db, ENV, { kind: "ids", ids })).toEqual({
      count: 3,
      bytes: 3,
      unsized: 0,
      unknown: 2,
    });
    expect(
      await sumSelection(db, ENV, { kind: "filter", filterText: "minBytes=1", excludedIds: ["a"] }),
    ).toEqual({
      count: 1,
      bytes: 3,
      unsized: 0,
      unknown: 0,
    });
  });

  it("tells for each row whether another filter matches it too, unknown values being no match", async () => {
    await insertVideos(db, ENV, [
      media("a", { sizeBytes: 5 }),
      media("b", { sizeBytes: 50 }),
      media("c", { sizeBytes: null }),
    ]);
    const page = { filter: EMPTY_FILTER, sort: "title.asc" as const, cursor: null, limit: 10 };
    const within = { kind: "filter" as const, filter: { ...EMPTY_FILTER, minBytes: 10 } };
    const rows = await listVideos(db, ENV, { ...page, within });
    expect(rows?.videos.map((v) => [v.videoId, v.within])).toEqual([
      ["a", false],
      ["b", true],
      ["c", false],
    ]);
    const all = await listVideos(db, ENV, page);
    expect(all?.videos.every((v) => v.within)).toBe(true);
  });

  it("a video that vanished is in no list, but can still be looked at", async () => {
    await insertVideos(db, ENV, [{ ...media("v"), vanishedAt: new Date() }]);
    expect(await found({})).toEqual([]);
    expect(await getVideo(db, ENV, "v")).toMatchObject({ videoId: "v" });
    expect(await getVideo(db, "env-b", "v")).toBeNull();
  });

  describe("freezing", () => {
    const options = {
      filterText: "status=Normal",
      excludedIds: ["v3"],
      snapshotAt: new Date("2026-03-01T00:00:00Z"),
      limit: 2,
    };

    it("slices hold every matching id once, without the excluded, the foreign and the newer", async () => {
      await insertVideos(db, ENV, [
        ...["v5", "v1", "v3", "v2", "v4"].map((id) => media(id)),
        media("blocked", { status: "Blocked" }),
        media("newer", { createdAt: new Date("2026-03-02T00:00:00Z") }),
      ]);
      await insertVideos(db, "env-b", [media("foreign")]);
      const frozen: string[] = [];
      for (let afterKey: string | null = null; ; ) {
        const slice: { video_id: string }[] = await rowsOf(
          db,
          sql`select * from ${sliceOfVideos(ENV, { ...options, afterKey })} s order by video_id`,
        );
        frozen.push(...slice.map((v) => v.video_id));
        const last = slice.at(-1);
        if (!last) break;
        afterKey = last.video_id;
      }
      expect(frozen).toEqual(["v1", "v2", "v4", "v5"]);
    });

    it("a stored filter that cannot be read freezes nothing", () => {
      const broken = { ...options, filterText: "status=<x>", afterKey: null };
      expect(() => sliceOfVideos(ENV, broken)).toThrow(RangeError);
    });
  });
});
