import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eachStore } from "../db/open-test-store.ts";
import { type EngineHarness, engineHarness } from "./engine-harness.ts";
import { readGroupGlance } from "./read-group-glance.ts";

const GB = 1_000_000_000;

eachStore("a group at a glance", (store) => {
  let h: EngineHarness;
  let id: string;
  let ids: string[];
  /** Video n: n GB, created in 2014 + n, in category n modulo 6 (0: none). The ninth is not in the catalog. */
  beforeAll(async () => {
    h = await engineHarness(store().db);
    ids = Array.from({ length: 9 }, (_, n) => h.sandbox.addVideo({ sizeBytes: (n + 1) * GB }).id);
    const review = await h.review(ids);
    id = review.id;
    for (const [index, videoId] of ids.slice(0, 8).entries()) {
      const n = index + 1;
      await h.db.execute(sql`
        insert into videos (environment_id, video_id, kind, title, status, size_bytes, cate_name, cover_url, created_at, observed_at)
        values (${h.environment.id}, ${videoId}, 'video', ${`Video ${n}`}, 'Normal', ${n * GB},
          ${n % 6 === 0 ? null : `Category ${n % 6}`}, ${`/cover/${n}`}, ${`${2014 + n}-06-01T00:00:00Z`}, now())
        on conflict (environment_id, video_id) do update
          set cate_name = excluded.cate_name, created_at = excluded.created_at, cover_url = excluded.cover_url
      `);
    }
  });
  afterAll(() => h.close());

  const glance = async () => {
    const found = await readGroupGlance(h.c, id, "removable");
    if (!found) throw new Error("no glance");
    return found;
  };

  it("shows the three largest and the three newest, with picture and day", async () => {
    const { largest, newest } = await glance();
    expect(largest.map((item) => item.sizeBytes)).toEqual([9 * GB, 8 * GB, 7 * GB]);
    expect(newest.map((item) => item.videoId)).toEqual([ids[7], ids[6], ids[5]]);
    expect(newest[0]).toMatchObject({ coverUrl: "/cover/8", createdAt: "2022-06-01T00:00:00.000Z" });
  });

  it("draws six different videos, and the same at every look", async () => {
    const [first, second] = [await glance(), await glance()];
    const drawn = first.sample.map((item) => item.seq);
    expect(new Set(drawn).size).toBe(6);
    expect(second.sample.map((item) => item.seq)).toEqual(drawn);
  });

  it("counts every video once by category and once by year, also those of neither", async () => {
    const { total, categories, otherCategories, years } = await glance();
    expect(total).toEqual({ count: 9, bytes: 45 * GB });
    expect(categories.map(({ name, bytes }) => [name, bytes / GB])).toEqual([
      [null, 15],
      ["Category 2", 10],
      ["Category 1", 8],
      ["Category 5", 5],
    ]);
    expect(otherCategories).toEqual({ categories: 2, count: 2, bytes: 7 * GB });
    expect(years.map(({ year }) => year)).toEqual([2022, 2021, 2020, 2019, 2018, 2017, 2016, 2015, null]);
    expect(years.reduce((sum, year) => sum + year.count, 0)).toBe(9);
  });

  it("an empty group is empty, and a deletion of no environment of ours is none", async () => {
    expect(await readGroupGlance(h.c, id, "becomes-unplayable")).toEqual({
      total: { count: 0, bytes: 0 },
      largest: [],
      newest: [],
      sample: [],
      categories: [],
      otherCategories: null,
      years: [],
    });
    const elsewhere = { ...h.c, environment: { ...h.environment, id: "elsewhere" } };
    expect(await readGroupGlance(elsewhere, id, "removable")).toBeNull();
  });
});
