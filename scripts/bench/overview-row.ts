import { monitorEventLoopDelay } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import { EMPTY_FILTER } from "../../lib/catalog/filter.ts";
import { countLibrary } from "../../lib/catalog/library-count.ts";
import { listVideos } from "../../lib/catalog/queries.ts";
import { overviews } from "../../lib/db/schema.ts";
import { countReclaimed } from "../../lib/engine/count-reclaimed.ts";
import type { EngineDeps } from "../../lib/engine/deps.ts";
import { type Measurement, percentile, type Size, type StoreKind } from "./measurement.ts";

const PAGE = 50;
const ASK_EVERY_MS = 50;

/** Counting the library, and adding up a deletion of all of it, while somebody pages through the catalog. */
export async function overviewRow(c: EngineDeps, store: StoreKind, size: Size): Promise<Measurement[]> {
  const env = c.environment.id;
  await finishedDeletion(c, size.videos);
  await c.db.insert(overviews).values({ environmentId: env }).onConflictDoNothing();
  const goOn = async () => true;
  const steps = {
    "counting the library": () => countLibrary(c.db, env, goOn),
    "adding up a finished deletion of the whole library": () => countReclaimed(c.db, env, goOn),
  };
  const measurements: Measurement[] = [];
  for (const [name, run] of Object.entries(steps)) {
    const { seconds, blockMs, pages } = await meanwhile(c, run);
    const own = { row: "overview", store, budget: null, bound: "most" } as const;
    measurements.push(
      { ...own, what: name, measured: seconds, unit: "s" },
      { ...own, what: `${name}: longest block of the event loop`, measured: blockMs, unit: "ms" },
      { ...own, what: `${name}: p50 of a page`, measured: percentile(pages, 0.5), unit: "ms" },
      { ...own, what: `${name}: p99 of a page`, measured: percentile(pages, 0.99), unit: "ms" },
    );
  }
  return measurements;
}

async function meanwhile(c: EngineDeps, run: () => Promise<unknown>) {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const pages: number[] = [];
  let running = true;
  loop.enable();
  const started = performance.now();
  const asking = (async () => {
    while (running) {
      const asked = performance.now();
      await listVideos(c.db, c.environment.id, {
        filter: EMPTY_FILTER,
        sort: "created.desc",
        cursor: null,
        limit: PAGE,
      });
      pages.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  })();
  await run();
  const seconds = (performance.now() - started) / 1000;
  loop.disable();
  running = false;
  await asking;
  return { seconds, blockMs: loop.max / 1e6, pages };
}

/** A deletion of all videos that has verified every one of them. */
async function finishedDeletion(c: EngineDeps, count: number): Promise<void> {
  const id = "bench-overview";
  await c.db.execute(sql`
    insert into deletions (id, environment_id, state, created_by, created_by_name, idempotency_key,
      selected_count, snapshot_at, decisions, finished_at, result)
    values (${id}, ${c.environment.id}, 'finished', 'bench', 'Bench', ${id}, ${count}::int, now(), '{}', now(),
      'completed')
    on conflict do nothing
  `);
  await c.db.execute(sql`
    insert into deletion_items (deletion_id, seq, environment_id, video_id, size_bytes, outcome)
    select ${id}, n, ${c.environment.id}, md5(n::text), 1000000 + n, 'verified'
    from generate_series(1, ${count}::int) n
    on conflict do nothing
  `);
}
