import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { rowsOf } from "../db/rows.ts";
import type { Db } from "../db/types.ts";
import { clearCatalog, insertVideos, media } from "./catalog-fixtures.ts";
import { EMPTY_FILTER } from "./filter.ts";
import { largestFirst } from "./largest-first.ts";
import { sliceOfVideos, sumSelection } from "./queries.ts";

const ENV = "env-a";

eachStore("the largest first", (store) => {
  let db: Db;
  beforeAll(() => {
    db = store().db;
  });
  beforeEach(async () => clearCatalog(db));

  /** What a deletion would freeze out of the selection. */
  async function frozen(filterText: string, excludedIds: readonly string[]) {
    const slice = sliceOfVideos(ENV, {
      filterText,
      excludedIds,
      snapshotAt: new Date(),
      afterKey: null,
      limit: 1000,
    });
    return (await rowsOf<{ video_id: string }>(db, sql`${slice}`)).map((row) => row.video_id);
  }

  it("are as many as fit, whatever the sizes: the count, the bytes and the frozen list say the same", async () => {
    const row = fc.record({
      size: fc.option(fc.nat({ max: 6 }), { nil: null }),
      status: fc.constantFrom("Normal", "Blocked"),
    });
    const property = fc.asyncProperty(
      fc.array(row, { maxLength: 20, size: "max" }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, maxBytes) => {
        await clearCatalog(db);
        const all = rows.map((r, i) => media(`v${i}`, { sizeBytes: r.size, status: r.status }));
        await insertVideos(db, ENV, all);
        await insertVideos(db, "env-b", [media("foreign", { sizeBytes: 1 })]);

        const filter = { ...EMPTY_FILTER, status: ["Normal"] };
        const got = await largestFirst(db, ENV, filter, maxBytes);
        const ids = await frozen(got.filterText, got.excludedIds);

        const sizes = all
          .flatMap((v) => (v.status === "Normal" && v.sizeBytes !== null ? [v.sizeBytes] : []))
          .sort((a, b) => b - a);
        let bytes = 0;
        let count = 0;
        while ((sizes[count] ?? Number.POSITIVE_INFINITY) + bytes <= maxBytes) bytes += sizes[count++] ?? 0;
        expect(got).toMatchObject({ count, bytes, nextBytes: sizes[count] ?? null });
        expect(ids).toHaveLength(count);
        const chosen = all.filter((v) => ids.includes(v.videoId)).map((v) => v.sizeBytes ?? -1);
        expect(chosen.sort((a, b) => b - a)).toEqual(sizes.slice(0, count));
        const { filterText, excludedIds } = got;
        expect(await sumSelection(db, ENV, { kind: "filter", filterText, excludedIds })).toEqual({
          count,
          bytes,
          unsized: 0,
          unknown: 0,
        });
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it("leave a size out as a whole rather than exclude more than a selection can name", async () => {
    await insertVideos(db, ENV, [media("big", { sizeBytes: 50 })]);
    await db.execute(sql`
      insert into videos (environment_id, video_id, kind, title, status, size_bytes, created_at, observed_at)
      select ${ENV}, 'v' || n, 'video', 'A title', 'Normal', 10, now(), now() from generate_series(1, 20010) n
    `);
    const got = await largestFirst(db, ENV, EMPTY_FILTER, 70);
    expect(got).toEqual({
      filterText: "minBytes=50",
      excludedIds: [],
      count: 1,
      bytes: 50,
      smallestBytes: 50,
      nextBytes: 10,
    });
    expect(await frozen(got.filterText, got.excludedIds)).toEqual(["big"]);
  });
});
