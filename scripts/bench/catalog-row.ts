import { countFacets } from "../../lib/catalog/count-facets.ts";
import { EMPTY_FILTER, type VideoFilter } from "../../lib/catalog/filter.ts";
import { countVideos, listVideos } from "../../lib/catalog/queries.ts";
import { VIDEO_SORTS } from "../../lib/catalog/sort.ts";
import type { EngineDeps } from "../../lib/engine/deps.ts";
import type { Measurement, StoreKind } from "./measurement.ts";
import { percentile } from "./measurement.ts";

const PAGE = 100;
const PAGES = 12;
const BUDGET_MS = { pglite: 120, postgres: 50 } as const;
const DAY_MS = 86_400_000;

const SEARCHES: Record<string, string> = {
  "one letter": "e",
  "one Chinese character": "杭",
  "two Chinese characters": "观察",
  "two digits": "42",
  "a frequent word": "autumn",
  "a rare word": "Interview river 4242",
  "no such word": "nowhere to be found",
  "characters with a meaning": "%_'\"\\",
  "a tag": "online",
};
const VALUES: Record<string, Partial<VideoFilter>> = {
  status: { status: ["Blocked"] },
  category: { cateId: ["1007"] },
  class: { storageClass: ["Archive"] },
  mode: { transcodeMode: ["NoTranscode"] },
  source: { mezzanine: ["gone"] },
  audio: { kind: ["audio"] },
  sizes: { minBytes: 2_000_000_000, maxBytes: 2_001_000_000 },
  lengths: { minSeconds: 100, maxSeconds: 110 },
  "a week of five years": {
    createdFrom: new Date(Date.now() - 400 * DAY_MS),
    createdBefore: new Date(Date.now() - 393 * DAY_MS),
  },
};
const ALONE: Record<string, Partial<VideoFilter>> = {
  "no filter": {},
  ...Object.fromEntries(Object.entries(SEARCHES).map(([name, q]) => [name, { q }])),
  ...VALUES,
  "class, category and status": { storageClass: ["Archive"], cateId: ["1000"], status: ["Blocked"] },
};
const PAIRED = { ...VALUES, "a frequent word": { q: "autumn" }, "a tag": { q: "online" } };

/** Pages of every sort under filters alone and in pairs, from the first page on, one request after the other. */
export async function catalogRow(c: EngineDeps, store: StoreKind): Promise<Measurement[]> {
  const own = { row: "catalog", store, unit: "ms", bound: "most" } as const;
  const budget = BUDGET_MS[store];
  const results: Measurement[] = [];
  const alone: number[] = [];
  for (const [name, filter] of Object.entries(ALONE)) {
    const { samples, slowest } = await pagesOf(c, filter, PAGES);
    alone.push(...samples);
    const what = `p95 of a page, ${name}; slowest ${slowest.ms.toFixed(0)} ms by ${slowest.sort}`;
    results.push({ ...own, what, measured: percentile(samples, 0.95), budget });
  }
  const pairs: number[] = [];
  const names = Object.keys(PAIRED);
  let slowestPair = { ms: 0, name: "" };
  for (const [i, one] of names.entries()) {
    for (const other of names.slice(i + 1)) {
      const { samples, slowest } = await pagesOf(c, { ...filterOf(one), ...filterOf(other) }, 2);
      pairs.push(...samples);
      if (slowest.ms > slowestPair.ms)
        slowestPair = { ms: slowest.ms, name: `${one} and ${other} by ${slowest.sort}` };
    }
  }
  const what = `p95 of a page, two filters; slowest ${slowestPair.ms.toFixed(0)} ms: ${slowestPair.name}`;
  results.push({ ...own, what, measured: percentile(pairs, 0.95), budget });
  const timed = { ...own, budget: null };
  const rare = { ...EMPTY_FILTER, q: "Interview river 4242" };
  return [
    { ...own, what: "p95 of a page, all together", measured: percentile([...alone, ...pairs], 0.95), budget },
    ...results,
    {
      ...timed,
      what: "counting and adding up the whole catalog",
      measured: await timeOf(() => countVideos(c.db, c.environment.id, EMPTY_FILTER)),
    },
    {
      ...timed,
      what: "counting a rare word",
      measured: await timeOf(() => countVideos(c.db, c.environment.id, rare)),
    },
    {
      ...timed,
      what: "facets, no filter",
      measured: await timeOf(() => countFacets(c.db, c.environment.id, EMPTY_FILTER)),
    },
    {
      ...timed,
      what: "facets, a frequent word and a status",
      measured: await timeOf(() =>
        countFacets(c.db, c.environment.id, { ...EMPTY_FILTER, q: "autumn", status: ["Blocked"] }),
      ),
    },
  ];
}

function filterOf(name: string): Partial<VideoFilter> {
  return Object.entries(PAIRED).find(([key]) => key === name)?.[1] ?? {};
}

/** Times of so many pages of each sort, in ms. */
async function pagesOf(c: EngineDeps, part: Partial<VideoFilter>, pages: number) {
  const filter = { ...EMPTY_FILTER, ...part };
  const samples: number[] = [];
  let slowest: { ms: number; sort: string } = { ms: 0, sort: "" };
  for (const sort of VIDEO_SORTS) {
    let cursor: string | null = null;
    for (let page = 0; page < pages; page += 1) {
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
  return { samples, slowest };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
