import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { rowsOf } from "../db/rows.ts";
import { idListLines, idLists } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import type { CatalogMedia } from "../vod/types.ts";
import { clearCatalog, insertVideos, media } from "./catalog-fixtures.ts";
import { countFacets } from "./count-facets.ts";
import {
  EMPTY_FILTER,
  FACETS,
  filterToText,
  MEDIA_KINDS,
  MEZZANINE_STATES,
  parseFilterText,
  type VideoFilter,
} from "./filter.ts";
import { EFFORT, listVideos } from "./list-videos.ts";
import { sliceOfVideos, sumSelection } from "./queries.ts";
import { VIDEO_SORTS, type VideoSort } from "./sort.ts";
import { sumByClass } from "./sum-by-class.ts";

const ENV = "env-a";
const SNAPSHOT = new Date("2027-01-01T00:00:00Z");
const LIST = "10000000-0000-4000-8000-000000000001";
const STATUSES = ["Normal", "Blocked"];
const CLASSES = ["Standard", "IA"];
const MODES = ["FastTranscode", "NoTranscode"] as const;
const CATEGORIES = [7, -1];
/** What could be read as something else on its way: by LIKE, JSON, an array, a tsquery or a regular expression. */
const TRICKY = [
  "%",
  "_",
  "'",
  '"',
  "\\",
  "&",
  "|",
  "!",
  "(",
  ":*",
  "<->",
  "{",
  ",",
  "*",
  "\n",
  " ",
  "\u0001",
];
const letter = fc.constantFrom(
  "a",
  "A",
  "ａ",
  "b",
  "é",
  "É",
  "数",
  "学",
  "１",
  "1",
  "ﬁ",
  "ß",
  "🎬",
  ...TRICKY,
);
const text = fc.array(letter, { maxLength: 8 }).map((letters) => letters.join(""));
const or = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null });
const day = fc.integer({ min: 1, max: 9 }).map((n) => new Date(`2026-01-0${n}T00:00:00Z`));
const small = fc.option(fc.integer({ min: 0, max: 9 }), { nil: null });

const video = fc.record({
  id: fc.string({ unit: fc.constantFrom("a", "b", "1", "-"), minLength: 1, maxLength: 10 }),
  title: text,
  tags: fc.option(text, { nil: null }),
  referenceId: fc.option(text, { nil: null }),
  kind: fc.constantFrom(...MEDIA_KINDS),
  status: fc.constantFrom(...STATUSES),
  cateId: or(CATEGORIES),
  storageClass: or(CLASSES),
  transcodeMode: or(MODES),
  mezzanineState: fc.constantFrom(...MEZZANINE_STATES),
  sizeBytes: small,
  durationSeconds: small,
  createdAt: day,
  vanishedAt: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, day),
});
const library = fc.uniqueArray(video, { maxLength: 30, selector: (v) => v.id, size: "max" });
const some = (values: readonly string[]) => fc.subarray([...values], { minLength: 1 });
const parts = fc.record({
  q: fc.array(letter, { minLength: 1, maxLength: 2 }).map((letters) => letters.join("")),
  status: some(STATUSES),
  cateId: some(["7", "-1", "none"]),
  storageClass: some([...CLASSES, "none"]),
  transcodeMode: some([...MODES, "none"]),
  mezzanine: some(MEZZANINE_STATES),
  kind: some(MEDIA_KINDS),
  onList: fc.constant(LIST),
  size: fc.constant("unknown"),
  minBytes: fc.integer({ min: 0, max: 5 }),
  maxBytes: fc.integer({ min: 4, max: 9 }),
  minSeconds: fc.integer({ min: 0, max: 5 }),
  maxSeconds: fc.integer({ min: 4, max: 9 }),
  createdFrom: day,
  createdBefore: day,
});
/** Of a few parts: of all at once hardly a video would be left, and nothing be compared. */
const anyFilter = fc
  .array(fc.constantFrom(...(Object.keys(EMPTY_FILTER) as (keyof typeof EMPTY_FILTER)[])), { maxLength: 3 })
  .chain((names) =>
    parts.map((all) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => names.some((n) => n === name))),
    ),
  )
  // As a URL would bring it, so that the filter is one the console can have.
  .map((parts) =>
    parseFilterText(filterToText({ ...EMPTY_FILTER, ...(parts as Partial<typeof EMPTY_FILTER>) })),
  );

type Video = typeof video extends fc.Arbitrary<infer V> ? V : never;

/** What a filter means, said once more without SQL; what was typed is left to the store. */
function meant(filter: VideoFilter, one: Video, isListed: boolean): boolean {
  const among = (values: readonly string[], value: string | number | null) =>
    values.length === 0 || values.includes(value === null ? "none" : String(value));
  const atLeast = (bound: number | null, value: number | null) =>
    bound === null || (value !== null && value >= bound);
  const atMost = (bound: number | null, value: number | null) =>
    bound === null || (value !== null && value <= bound);
  return (
    one.vanishedAt === null &&
    among(filter.status, one.status) &&
    among(filter.cateId, one.cateId) &&
    among(filter.storageClass, one.storageClass) &&
    among(filter.transcodeMode, one.transcodeMode) &&
    among(filter.mezzanine, one.mezzanineState) &&
    among(filter.kind, one.kind) &&
    (filter.onList === null || isListed) &&
    (filter.size === null || one.sizeBytes === null) &&
    atLeast(filter.minBytes, one.sizeBytes) &&
    atMost(filter.maxBytes, one.sizeBytes) &&
    atLeast(filter.minSeconds, one.durationSeconds) &&
    atMost(filter.maxSeconds, one.durationSeconds) &&
    (filter.createdFrom === null || one.createdAt >= filter.createdFrom) &&
    (filter.createdBefore === null || one.createdAt < filter.createdBefore)
  );
}

eachStore("a selection", (store) => {
  let db: Db;
  beforeAll(() => {
    db = store().db;
  });

  it("is what is shown, what is counted and what is frozen, whatever the filter", async () => {
    const sort = fc.constantFrom(...VIDEO_SORTS);
    const effort = fc.record({
      walkedRows: fc.integer({ min: 1, max: 9 }),
      matchesToWalkOn: fc.integer({ min: 1, max: 3 }),
      sampledPages: fc.integer({ min: 0, max: 1 }),
      margin: fc.integer({ min: 0, max: 3 }),
      listedVideos: fc.integer({ min: 0, max: 9 }),
      rowsPerLookUp: fc.integer({ min: 0, max: 3 }),
    });
    const onList = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 });
    let compared = 0;
    const property = fc.asyncProperty(
      library,
      anyFilter,
      sort,
      effort,
      fc.nat(3),
      onList,
      async (videos, filter, by, how, out, listed) => {
        await clearCatalog(db);
        const rows: CatalogMedia[] = videos.map(({ id, ...over }) => media(id, over));
        await insertVideos(db, ENV, rows);
        await insertVideos(db, "env-b", [media("foreign")]);
        await bring(ENV, ["foreign", ...videos.filter((_, i) => listed[i]).map(({ id }) => id)]);
        const filterText = filterToText(filter);
        const shown = await shownIds(filterText, by, how);
        const held = videos.filter((one, i) => meant(filter, one, listed[i] ?? false)).map(({ id }) => id);
        if (filter.q === null) expect(shown.toSorted()).toEqual(held.toSorted());
        else expect(held).toEqual(expect.arrayContaining(shown));
        const excludedIds = shown.slice(0, out);
        const frozen = await frozenIds(filterText, excludedIds);
        if (frozen.length > 0 && excludedIds.length > 0) compared += 1;

        expect([...shown].sort()).toEqual([...new Set(shown)].sort());
        expect(frozen).toEqual(shown.filter((id) => !excludedIds.includes(id)).sort());
        const inDatabase = sql`select value from jsonb_array_elements_text(${JSON.stringify(excludedIds)}::jsonb)`;
        expect(await frozenIds(filterText, inDatabase)).toEqual(frozen);
        const amount = await sumSelection(db, ENV, { kind: "filter", filterText, excludedIds });
        expect(amount.count).toBe(frozen.length);
        const classes = await sumByClass(db, ENV, { kind: "filter", filterText, excludedIds });
        expect(classes.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(amount.bytes);
        const { total, facets } = await countFacets(db, ENV, filter);
        expect(total).toEqual({ count: shown.length, exact: true });
        for (const facet of FACETS) {
          const [first] = facets[facet].values;
          if (!first) continue;
          const narrowed = filterToText({ ...filter, [facet]: [first.value] });
          expect(await shownIds(narrowed, by, how)).toHaveLength(first.count);
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
    expect(compared).toBeGreaterThan(2);
  });

  it("by a list of another environment is nothing", async () => {
    await clearCatalog(db);
    await insertVideos(db, ENV, [media("v1")]);
    await bring("env-b", ["v1"]);
    const filterText = filterToText({ ...EMPTY_FILTER, onList: LIST });
    for (const listedVideos of [0, 9]) {
      expect(await shownIds(filterText, "title.asc", { ...EFFORT, listedVideos })).toEqual([]);
    }
    expect(await frozenIds(filterText, [])).toEqual([]);
    const selection = { kind: "filter", filterText, excludedIds: [] } as const;
    expect(await sumSelection(db, ENV, selection)).toMatchObject({ count: 0 });
    expect((await countFacets(db, ENV, parseFilterText(filterText))).total.count).toBe(0);
  });

  it("finds a title by each of its parts, whatever they are made of, and nothing by a part it has not", async () => {
    const part = fc.array(letter, { minLength: 1, maxLength: 5 }).map((letters) => letters.join(""));
    const property = fc.asyncProperty(text, part, text, async (before, typed, after) => {
      const { q } = parseFilterText(filterToText({ ...EMPTY_FILTER, q: typed }));
      if (q === null) return;
      await clearCatalog(db);
      await insertVideos(db, ENV, [
        media("v1", { title: before + q + after }),
        media("v2", { title: "x", tags: before + q + after }),
        media("v3", { title: "x" }),
      ]);
      expect(await shownIds(filterToText({ ...EMPTY_FILTER, q }), "title.asc")).toEqual(
        expect.arrayContaining(["v1", "v2"]),
      );
      expect(await shownIds(filterToText({ ...EMPTY_FILTER, q }), "title.asc")).not.toContain("v3");
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it("by a whole VideoId is that video in whatever letter case; a custom id is one as it is written", async () => {
    const hex = "00aa11bb22cc33dd44ee55ff66778899";
    await clearCatalog(db);
    await insertVideos(db, ENV, [media(hex), media("v2", { referenceId: hex.toUpperCase() }), media("v3")]);
    const found = async (q: string) => {
      const filterText = filterToText({ ...EMPTY_FILTER, q });
      const shown = (await shownIds(filterText, "title.asc")).sort();
      expect(await frozenIds(filterText, [])).toEqual(shown);
      const amount = await sumSelection(db, ENV, { kind: "filter", filterText, excludedIds: [] });
      expect(amount.count).toBe(shown.length);
      return shown;
    };
    expect(await found(hex)).toEqual([hex]);
    expect(await found(hex.toUpperCase())).toEqual([hex, "v2"]);
    expect(await found(hex.slice(0, 20).toUpperCase())).toEqual(["v2"]);
  });

  /** A list that was made a selection. */
  async function bring(environmentId: string, ids: string[]) {
    await db.delete(idListLines);
    await db.delete(idLists);
    await db.insert(idLists).values({
      id: LIST,
      environmentId,
      createdBy: "u",
      count: ids.length,
      source: "file",
      usedAt: new Date(),
    });
    await db.insert(idListLines).values(
      ids.map((id, i) => ({
        idListId: LIST,
        no: i + 1,
        line: i + 1,
        text: id,
        status: "known" as const,
        videoId: id,
      })),
    );
  }

  async function shownIds(filterText: string, sort: VideoSort, effort?: Parameters<typeof listVideos>[3]) {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page = { filter: parseFilterText(filterText), sort, cursor, limit: 4 };
      const listed: Awaited<ReturnType<typeof listVideos>> = await listVideos(db, ENV, page, effort);
      ids.push(...(listed?.videos.map((v) => v.videoId) ?? []));
      cursor = listed?.nextCursor ?? null;
    } while (cursor !== null);
    return ids;
  }

  async function frozenIds(
    filterText: string,
    excludedIds: Parameters<typeof sliceOfVideos>[1]["excludedIds"],
  ) {
    const slice = sliceOfVideos(ENV, {
      filterText,
      excludedIds,
      snapshotAt: SNAPSHOT,
      afterKey: null,
      limit: 1000,
    });
    const rows = await rowsOf<{ video_id: string }>(db, sql`select video_id from ${slice} s`);
    return rows.map((row) => row.video_id).sort();
  }
});
