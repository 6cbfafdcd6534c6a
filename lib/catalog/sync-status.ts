import { and, asc, desc, eq, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import { catalogSyncs, videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import type { SyncMode } from "./due.ts";
import { readSourcesCursor, sourcesId } from "./sources-row.ts";
import { readCursor } from "./sync-cursor.ts";
import { isAlive } from "./sync-row.ts";

export type SyncFailure = { at: string; code: string; message: string };
/** How far something is; `perSecond` is what goes on just now, null while that is not known. */
export type SyncPace = { seen: number; total: number | null; perSecond: number | null };

/** What the screens say about the catalog's age. Dates are ISO 8601 in UTC. */
export type SyncStatus = {
  /** The catalog holds nothing (yet). */
  empty: boolean;
  /** A sync under way or asked for. `unmet` were not met and were looked at so far, `vanished` exist no more. */
  running:
    | (SyncPace & {
        mode: SyncMode;
        phase: "list" | "unmet";
        startedAt: string;
        unmet: number;
        vanished: number;
      })
    | null;
  /** The last sync that came to its end. */
  finished: {
    mode: SyncMode;
    startedAt: string;
    finishedAt: string;
    seen: number;
    unmet: number;
    vanished: number;
  } | null;
  /** When the last full one began: what vanished before that is known. */
  fullStartedAt: string | null;
  /** The catalog is out of date once the last sync ended longer ago than this. */
  staleAfterMs: number;
  /** Set while the latest sync is a failed one. */
  failed: SyncFailure | null;
  /** The live looks at sources: off, at rest (null), under way, or failed. */
  sources: "off" | (SyncPace & { failed: SyncFailure | null }) | null;
};

/** So many times the interval between two syncs may pass before their absence is worth a warning. */
const STALE_AFTER_SYNCS = 4;

const endSchema = z.object({ unmet: z.number(), vanished: z.number() });
type Row = typeof catalogSyncs.$inferSelect;

/** The state of this environment's catalog, of its latest syncs, and of the looks at its sources. */
export async function syncStatus(
  db: Executor,
  environmentId: string,
  options: { syncEveryMs: number; lookAtSources: boolean },
  now = new Date(),
): Promise<SyncStatus> {
  const own = and(eq(catalogSyncs.environmentId, environmentId), ne(catalogSyncs.mode, "sources"));
  const newest = desc(catalogSyncs.startedAt);
  const one = async (where: ReturnType<typeof and>, order = newest) =>
    (await db.select().from(catalogSyncs).where(and(own, where)).orderBy(order).limit(1))[0];
  const isFinished = eq(catalogSyncs.state, "finished");
  const latest = await one(undefined);
  const running = await one(eq(catalogSyncs.state, "running"), asc(catalogSyncs.startedAt));
  const finished = await one(isFinished);
  const full = await one(and(isFinished, eq(catalogSyncs.mode, "full")));
  const [held] = await db
    .select({ videoId: videos.videoId })
    .from(videos)
    .where(and(eq(videos.environmentId, environmentId), isNull(videos.vanishedAt)))
    .limit(1);
  return {
    empty: held === undefined,
    running: running ? runningOf(running, now) : null,
    finished: finished ? finishedOf(finished) : null,
    fullStartedAt: full?.startedAt.toISOString() ?? null,
    staleAfterMs: options.syncEveryMs * STALE_AFTER_SYNCS,
    failed: latest ? failureOf(latest) : null,
    sources: options.lookAtSources ? await sourcesOf(db, environmentId, now) : "off",
  };
}

function runningOf(row: Row, now: Date): SyncStatus["running"] {
  const cursor = readCursor(row.cursor);
  return {
    mode: modeOf(row),
    phase: cursor?.phase ?? "list",
    startedAt: row.startedAt.toISOString(),
    seen: row.seen,
    total: row.total,
    // What a runner last said of its pace is no news when nobody is running.
    perSecond: cursor && isAlive(cursor, now) ? cursor.perSecond : null,
    unmet: cursor?.unmet ?? 0,
    vanished: cursor?.vanished ?? 0,
  };
}

function finishedOf(row: Row): SyncStatus["finished"] {
  const end = endSchema.safeParse(row.cursor).data ?? { unmet: 0, vanished: 0 };
  return {
    mode: modeOf(row),
    startedAt: row.startedAt.toISOString(),
    finishedAt: (row.finishedAt ?? row.startedAt).toISOString(),
    seen: row.seen,
    ...end,
  };
}

async function sourcesOf(db: Executor, environmentId: string, now: Date): Promise<SyncStatus["sources"]> {
  const [row] = await db
    .select()
    .from(catalogSyncs)
    .where(eq(catalogSyncs.id, sourcesId(environmentId)));
  if (!row || row.state === "finished") return null;
  const cursor = readSourcesCursor(row.cursor);
  return {
    seen: row.seen,
    // More may have come since they were counted.
    total: row.total === null ? null : Math.max(row.total, row.seen),
    perSecond: cursor && isAlive(cursor, now) && row.state === "running" ? cursor.perSecond : null,
    failed: failureOf(row),
  };
}

function modeOf(row: Row): SyncMode {
  return row.mode === "changes" ? "changes" : "full";
}

function failureOf(row: Row): SyncFailure | null {
  if (row.state !== "failed") return null;
  return {
    at: (row.finishedAt ?? row.startedAt).toISOString(),
    code: row.errorCode ?? "unknown",
    message: row.errorMessage ?? "",
  };
}
