import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { clearCatalog, insertVideos, media } from "./catalog-fixtures.ts";
import { parseFilterText } from "./filter.ts";
import { countLibrary, type LibraryCount, readLibraryCount } from "./library-count.ts";
import { monthsUpTo, type OverviewBar, overviewBars, sum } from "./overview-bars.ts";
import { countVideos } from "./queries.ts";
import { SIZE_BANDS } from "./size-bands.ts";

const ENV = "env-a";
const edges = SIZE_BANDS.flatMap((edge) => [edge, edge + 1, Math.max(0, edge - 1)]);
const video = fc.record({
  kind: fc.constantFrom("video", "audio"),
  sizeBytes: fc.option(fc.oneof(fc.constantFrom(...edges), fc.integer({ min: 0, max: 1e12 })), { nil: null }),
  cateId: fc.option(fc.integer({ min: -1, max: 4 }), { nil: null }),
  createdAt: fc.constantFrom(
    ...[
      "2024-12-31T23:59:59.999Z",
      "2025-01-01T00:00:00Z",
      "2025-01-31T23:30:00Z",
      "2025-02-01T00:00:00Z",
    ].map((text) => new Date(text)),
  ),
  transcodeMode: fc.constantFrom("FastTranscode", "NoTranscode", "AsyncTranscode", null),
  storageClass: fc.constantFrom("Standard", "IA", "SourceArchive", "Changing", null),
  mezzanineState: fc.constantFrom("unknown", "present", "busy", "gone"),
  vanishedAt: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    fc.constant(new Date("2026-01-01T00:00:00Z")),
  ),
});

eachStore("the library's count", (store) => {
  const countIn = async (slice: number): Promise<LibraryCount> => {
    const counted = await countLibrary(store().db, ENV, async () => true, slice);
    // As it comes back from the column it is kept in.
    const kept = readLibraryCount(JSON.parse(JSON.stringify(counted)));
    if (!kept) throw new Error("the count cannot be read again");
    return kept;
  };
  const expectFilter = async (bar: OverviewBar) => {
    const { key, filterText, count, bytes, unsized } = bar;
    const found = await countVideos(store().db, ENV, parseFilterText(filterText ?? "?"));
    expect({ key, filterText, ...found }).toEqual({ key, filterText, count, bytes, unsized });
  };

  beforeEach(async () => clearCatalog(store().db));

  it("has in every bar exactly what its filter finds, and every source once along each line", async () => {
    const { db } = store();
    const property = fc.asyncProperty(
      fc.array(video, { maxLength: 30, size: "max" }),
      fc.integer({ min: 1, max: 12 }),
      async (rows, slice) => {
        await clearCatalog(db);
        await insertVideos(
          db,
          ENV,
          rows.map((row, n) => ({ ...media(`v${String(n).padStart(3, "0")}`), ...row })),
        );
        await insertVideos(db, "env-b", [media("foreign")]);
        const bars = overviewBars(await countIn(slice), []);
        const there = rows.filter((row) => !row.vanishedAt && row.mezzanineState !== "gone");
        const known = there.flatMap((row) => row.sizeBytes ?? []);
        const whole = {
          count: there.length,
          bytes: known.reduce((all, bytes) => all + bytes, 0),
          unsized: there.length - known.length,
        };
        expect(bars.all).toMatchObject(whole);
        const { gone, ...needs } = bars.needs;
        for (const line of [
          Object.values(needs),
          bars.categories,
          bars.months,
          bars.storageClasses,
          bars.bands,
        ]) {
          expect(sum(line)).toEqual(whole);
        }
        const linked = [...bars.categories, ...bars.months, ...bars.storageClasses, ...bars.bands];
        for (const bar of [bars.all, gone, ...Object.values(needs), ...linked]) {
          if (bar.filterText === null)
            expect(bar).toMatchObject({ key: "none", bytes: 0, unsized: bar.count });
          else await expectFilter(bar);
        }
        for (let n = 0; n < bars.months.length; n++) {
          const older = monthsUpTo(bars.months.slice(n));
          if (older) await expectFilter(older);
        }
      },
    );
    await fc.assert(property, { numRuns: 25 });
  });

  it("never guesses: an unknown transcode mode is neither with nor without Force", async () => {
    await insertVideos(store().db, ENV, [
      { ...media("a"), transcodeMode: null },
      { ...media("b"), transcodeMode: "FastTranscode" },
      { ...media("c"), transcodeMode: "NoTranscode" },
      { ...media("d"), transcodeMode: "AsyncTranscode" },
      { ...media("e"), transcodeMode: "FastTranscode", mezzanineState: "busy" },
      { ...media("f"), transcodeMode: "FastTranscode", mezzanineState: "gone" },
    ]);
    const { needs, all } = overviewBars(await countIn(2), []);
    const counts = Object.fromEntries(Object.entries(needs).map(([need, bar]) => [need, bar.count]));
    expect(counts).toEqual({ "without-force": 1, "with-force": 2, "mode-unknown": 1, busy: 1, gone: 1 });
    expect(all.count).toBe(5);
  });

  it("names categories by their way from the root, or by what came with the videos", async () => {
    await insertVideos(store().db, ENV, [
      { ...media("a"), cateId: 2, sizeBytes: 3 },
      { ...media("b"), cateId: 9, cateName: "Old name", sizeBytes: 2 },
      { ...media("c"), cateId: 8, sizeBytes: 1 },
      { ...media("d"), cateId: null, sizeBytes: 0 },
    ]);
    const tree = [
      { cateId: 1, cateName: "Courses", parentId: -1 },
      { cateId: 2, cateName: "Maths", parentId: 1 },
    ];
    const labels = overviewBars(await countIn(10), tree).categories.map((bar) => bar.label);
    expect(labels).toEqual(["Courses / Maths", "Old name", "8", null]);
  });

  it("ends between two slices when it is told to, and then says nothing", async () => {
    await insertVideos(store().db, ENV, [media("a"), media("b"), media("c")]);
    let asked = 0;
    const counted = await countLibrary(store().db, ENV, async () => ++asked <= 2, 1);
    expect(counted).toBeNull();
    expect(asked).toBe(3);
  });
});

it("a count of another version's shape is none", () => {
  expect(readLibraryCount(null)).toBeNull();
  expect(readLibraryCount({ version: 0, needs: [], categories: [], months: [], bands: [] })).toBeNull();
});
