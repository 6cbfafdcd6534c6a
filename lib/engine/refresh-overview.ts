import { randomUUID } from "node:crypto";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { countLibrary, LIBRARY_COUNT_VERSION } from "../catalog/library-count.ts";
import { rowsOf } from "../db/rows.ts";
import { overviews } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import { countReclaimed } from "./count-reclaimed.ts";

/** Figures older than this are counted anew, whatever may have changed them. */
const OLD_S = 600;
/** The least between two counts, and how many times its own length a count lets the store rest. */
const REST_S = 3;
const REST_TIMES = 20;
/** A runner without a sign of life for this long is taken for dead. */
const SILENT_S = 30;
/** A sign of life is given no more often: each waits for the disk. */
const BEAT_MS = 2_000;

/**
 * Counts the figures of the overview anew, where they are due and nobody else is at it. The library is counted
 * in slices; what deletions have reclaimed is added up deletion by deletion.
 *
 * @param input.signal aborted at shutdown; the count then ends between two slices and stays due
 * @returns what came of it; `idle` when nothing is due or another runner is at it
 */
export async function refreshOverview(input: {
  db: Db;
  environmentId: string;
  signal: AbortSignal;
}): Promise<"refreshed" | "idle" | "stopped"> {
  const { db, environmentId, signal } = input;
  const runner = randomUUID();
  const own = and(eq(overviews.environmentId, environmentId), eq(overviews.runner, runner));
  if (!(await claim(db, environmentId, runner))) return "idle";
  let beaten = performance.now();
  const goOn = async () => {
    if (signal.aborted) return false;
    if (performance.now() - beaten < BEAT_MS) return true;
    beaten = performance.now();
    const rows = await db
      .update(overviews)
      .set({ beatAt: sql`now()` })
      .where(own)
      .returning({ id: overviews.environmentId });
    return rows.length > 0;
  };

  const [began] = await rowsOf<{ at: string }>(db, sql`select now() as at`);
  const started = performance.now();
  const library = await countLibrary(db, environmentId, goOn);
  const tookMs = Math.round(performance.now() - started);
  if (library) {
    await db
      .update(overviews)
      .set({ figures: library, countedAt: sql`${began?.at}::timestamptz`, tookMs })
      .where(own);
    await countReclaimed(db, environmentId, goOn);
  }
  const released = await db
    .update(overviews)
    .set({ runner: null, beatAt: null })
    .where(own)
    .returning({ id: overviews.environmentId });
  return library && !signal.aborted && released.length > 0 ? "refreshed" : "stopped";
}

/** Whether a count is due and nobody is at it: what the worker's sweep asks. */
export async function overviewIsDue(db: Db, environmentId: string): Promise<boolean> {
  const [row] = await rowsOf<{ due: boolean }>(
    db,
    sql`select coalesce(
      (select ${isDue(environmentId)} from overviews where environment_id = ${environmentId}), true) as due`,
  );
  return row?.due === true;
}

async function claim(db: Db, environmentId: string, runner: string): Promise<boolean> {
  await db.insert(overviews).values({ environmentId }).onConflictDoNothing();
  const rows = await db
    .update(overviews)
    .set({ runner, beatAt: sql`now()` })
    .where(and(eq(overviews.environmentId, environmentId), isDue(environmentId)))
    .returning({ id: overviews.environmentId });
  return rows.length > 0;
}

/** After a sync, after a deletion, while a sync goes on, and when they are old; never right after a count. */
function isDue(environmentId: string): SQL<boolean> {
  const ago = (seconds: SQL | number) => sql`now() - make_interval(secs => ${seconds}::float8)`;
  return sql<boolean>`(
    (runner is null or beat_at < ${ago(SILENT_S)})
    and (
      counted_at is null
      or library->>'version' is distinct from ${String(LIBRARY_COUNT_VERSION)}
      or (
        counted_at < ${ago(sql`greatest(${REST_S}, took_ms / 1000.0 * ${REST_TIMES})`)}
        and (
          counted_at < ${ago(OLD_S)}
          or exists (select 1 from catalog_syncs s where s.environment_id = ${environmentId}
            and (s.finished_at > counted_at or s.state = 'running'))
          or exists (select 1 from deletions d where d.environment_id = ${environmentId}
            and d.state = 'finished' and d.reclaimed_at is null)
        )
      )
    )
  )`;
}
