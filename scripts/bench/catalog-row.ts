import { EMPTY_FILTER, type VideoFilter } from "../../lib/catalog/filter.ts";
import { countVideos, listVideos } from "../../lib/catalog/queries.ts";
import { VIDEO_SORTS } from "../../lib/catalog/sort.ts";
import type { EngineDeps } from "../../lib/engine/deps.ts";
import type { Measurement, StoreKind } from "./measurement.ts";
import { percentile } from "./measurement.ts";

const PAGE = 50;
const PAGES = 12;
const BUDGET_MS = { pglite: 120, postgres: 50 } as const;
const DAY_MS = 86_400_000;

const FILTERS: Record<string, Partial<VideoFilter>> = {
  "no filter": {},
  "a frequent word": { q: "autumn" },
  "a rare word": { q: "Interview river 4242" },
  "no such word": { q: "nowhere to be found" },
  "one status": { status: ["Blocked"] },
  "one category of 40": { cateId: ["1007"] },
  audio: { kind: ["audio"] },
  "a range of sizes": { minBytes: 2_000_000_000, maxBytes: 2_001_000_000 },
  "a week of five years": {
    createdFrom: new Date(Date.now() - 400 * DAY_MS),
    createdBefore: new Date(Date.now() - 393 * DAY_MS),
  },
  "class, category and status": { storageClass: ["Archive"], cateId: ["1000"], status: ["Blocked"] },
};

/** Pages of every sort under several filters, from the first page on, one request after the other. */
export async function catalogRow(c: EngineDeps, store: StoreKind): Promise<Measurement[]> {
  const own = { row: "catalog", store, unit: "ms", bound: "most" } as const;
  const results: Measurement[] = [];
  const all: number[] = [];
  for (const [name, part] of Object.entries(FILTERS)) {
    const filter = { ...EMPTY_FILTER, ...part };
    const samples: number[] = [];
    let slowest = { ms: 0, sort: "" };
    for (const sort of VIDEO_SORTS) {
      let cursor: string | null = null;
      for (let page = 0; page < PAGES; page += 1) {
        const started = performance.now();
        const listed: Awaited<ReturnType<typeof listVideos>> = await listVideos(c.db, c.environment.id, {
          filter,
          sort,
          cursor,
          limit: PAGE,
        });
        const ms = performance.now() - started;
        samples.push(ms);
        if (ms > slowest.ms) slowest = { ms, sort };
        cursor = listed?.nextCursor ?? null;
        if (!cursor) break;
      }
    }
    all.push(...samples);
    results.push({
      ...own,
      what: `p95 of a page, ${name}; slowest by ${slowest.sort}`,
      measured: percentile(samples, 0.95),
      budget: BUDGET_MS[store],
    });
  }
  const started = performance.now();
  await countVideos(c.db, c.environment.id, EMPTY_FILTER);
  results.push({
    ...own,
    what: "counting and adding up the whole catalog",
    measured: performance.now() - started,
    budget: null,
  });
  const overall = percentile(all, 0.95);
  return [
    { ...own, what: "p95 of a page, all together", measured: overall, budget: BUDGET_MS[store] },
    ...results,
  ];
}
