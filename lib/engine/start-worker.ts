import { sql } from "drizzle-orm";
import { dropUnusedLists } from "../catalog/lists/drop-unused-lists.ts";
import { lookAtSources } from "../catalog/look-at-sources.ts";
import { sourcesDue } from "../catalog/sources-row.ts";
import { runSync } from "../catalog/sync.ts";
import { syncWanted } from "../catalog/sync-row.ts";
import type { Container } from "../container.ts";
import { rowsOf } from "../db/rows.ts";
import { DRIVEN_STATES } from "../deletion/states.ts";
import { log } from "../log.ts";
import { drive } from "./deps.ts";
import { driveDeletion } from "./driver/drive-deletion.ts";
import { overviewIsDue, refreshOverview } from "./refresh-overview.ts";

/** Deletions driven side by side in one process. */
const DRIVEN_AT_ONCE = 4;
const SWEEP_MS = 5_000;
const DROP_LISTS_MS = 3_600_000;
/** A driver writes a sign of life every 5 s; without one for this long its job is sent again. */
const SILENT_MS = 20_000;

/**
 * Takes up work: deletions to drive, catalogs to read, figures to count. The data says what there is to do; a job is only the
 * wake-up, and the sweep sends again what lost its job.
 *
 * @returns a stop that lets calls in flight end (10 s at most) and takes nothing new
 */
export async function startWorker(c: Container): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  const db = c.backgroundDb;
  // The embedded store has one owner: whatever was active belongs to a process that is gone.
  if (c.store.kind === "pglite") await c.queue.reclaimActive();
  await c.queue.work("drive-deletion", { concurrency: DRIVEN_AT_ONCE }, async ({ deletionId }, signal) => {
    await driveDeletion(c, deletionId, AbortSignal.any([signal, stopping.signal]));
  });
  await c.queue.work("sync-catalog", { concurrency: 1 }, async ({ environmentId }, signal) => {
    if (environmentId !== c.environment.id) return;
    await runSync({
      db,
      vod: c.vod,
      environmentId,
      times: c.env.catalog,
      signal: AbortSignal.any([signal, stopping.signal]),
    });
  });
  await c.queue.work("look-at-sources", { concurrency: 1 }, async ({ environmentId }, signal) => {
    if (environmentId !== c.environment.id || !c.env.catalog.lookAtSources) return;
    await lookAtSources({
      db,
      vod: c.vod,
      environmentId,
      oldAfterMs: c.env.catalog.sourcesOldAfterMs,
      signal: AbortSignal.any([signal, stopping.signal]),
    });
  });
  await c.queue.work("count-overview", { concurrency: 1 }, async ({ environmentId }, signal) => {
    if (environmentId !== c.environment.id) return;
    await refreshOverview({ db, environmentId, signal: AbortSignal.any([signal, stopping.signal]) });
  });
  const sweepOrLog = (silentMs: number) =>
    sweep(c, silentMs).catch((error: unknown) =>
      log.error({ err: error }, "the sweep failed; it runs again"),
    );
  await sweepOrLog(0);
  const timer = setInterval(() => void sweepOrLog(SILENT_MS), SWEEP_MS);
  const dropLists = () =>
    dropUnusedLists({ ...c, db }, stopping.signal).catch((error: unknown) =>
      log.error({ err: error }, "unused lists were not taken away; that is tried again"),
    );
  void dropLists();
  const listTimer = setInterval(() => void dropLists(), DROP_LISTS_MS);
  return async () => {
    clearInterval(timer);
    clearInterval(listTimer);
    stopping.abort();
    await c.queue.stop({ drainMs: 9_000 });
  };
}

/** Sends a job for every deletion that should be driven and shows no sign of life, for a catalog that wants reading and for stale figures. */
async function sweep(c: Container, silentMs: number): Promise<void> {
  const lost = await rowsOf<{ id: string }>(
    c.db,
    sql`
      select id from deletions d
      where environment_id = ${c.environment.id}
        and state in (select jsonb_array_elements_text(${JSON.stringify(DRIVEN_STATES)}::jsonb))
        and (state <> 'paused'
          or exists (select 1 from deletion_items i where i.deletion_id = d.id and i.check_at is not null)
          or exists (select 1 from batches b where b.deletion_id = d.id and b.state in ('sending', 'accepted')))
        and coalesce(driven_at, created_at) <= now() - make_interval(secs => ${silentMs / 1000}::float8)
    `,
  );
  for (const { id } of lost) await drive(c, id);
  await sweepCatalog(c);
  if (await overviewIsDue(c.db, c.environment.id)) {
    await c.queue.send("count-overview", { environmentId: c.environment.id });
  }
}

async function sweepCatalog({ db, env, environment, queue }: Container): Promise<void> {
  const now = new Date();
  const environmentId = environment.id;
  if (await syncWanted(db, environmentId, now, env.catalog))
    await queue.send("sync-catalog", { environmentId });
  if (!env.catalog.lookAtSources) return;
  const oldBefore = new Date(now.getTime() - env.catalog.sourcesOldAfterMs);
  if (await sourcesDue(db, environmentId, now, oldBefore))
    await queue.send("look-at-sources", { environmentId });
}
