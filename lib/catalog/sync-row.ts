import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { catalogSyncs, catalogWindows } from "../db/schema.ts";
import type { Db, Executor, Tx } from "../db/types.ts";
import { type Due, dueSync, type SyncMode, type SyncTimes } from "./due.ts";
import { readCursor, type SyncCursor } from "./sync-cursor.ts";
import { insertWindows } from "./windows.ts";

/**
 * A sync's row in `catalog_syncs`, and who writes it. One runner at a time: it signs every step with its own
 * id and the time, and whoever finds another's id there stops. A runner silent for `SILENT_MS` is taken for
 * dead; one that stopped in order leaves no time behind and is followed at once. So is a row that a person
 * asked for and nobody has begun.
 */

export const SILENT_MS = 30_000;
/**
 * What is new or changed is looked for from this long before the last sync began: a search may lag behind
 * (undocumented), and VOD's clock is not ours.
 */
const OVERLAP_MS = 3_600_000;
/** Syncs older than this are of no use to anybody. */
const KEPT = "30 days";

export type SyncRow = { id: string; mode: SyncMode; startedAt: Date; seen: number; cursor: SyncCursor };

/** Takes up what is unfinished, was asked for or is due; or says why there is nothing to take up. */
export async function claimSync(
  db: Db,
  environmentId: string,
  now: Date,
  times: SyncTimes,
): Promise<SyncRow | "busy" | "idle"> {
  return await db.transaction(async (tx) => {
    await lock(tx, environmentId);
    await failUnreadable(tx, environmentId, now);
    const [open] = await openSyncs(tx, environmentId);
    if (open) return isAlive(open.cursor, now) ? "busy" : await takeUp(tx, open, now);
    const due = await dueSync(tx, environmentId, now, times);
    if (!due) return "idle";
    const row = await begin(tx, environmentId, due, now);
    return row ? await takeUp(tx, row, now) : "idle";
  });
}

/** Whether `claimSync` would find something to do. */
export async function syncWanted(
  db: Db,
  environmentId: string,
  now: Date,
  times: SyncTimes,
): Promise<boolean> {
  const [open] = await openSyncs(db, environmentId);
  if (open) return !isAlive(open.cursor, now);
  return (await dueSync(db, environmentId, now, times)) !== null;
}

/**
 * Asks for a sync as soon as the worker comes by. What is asked for already, or under way, is not asked for
 * twice; while the library was never read whole, everything is read.
 */
export async function requestSync(tx: Tx, environmentId: string, mode: SyncMode, now: Date): Promise<void> {
  await lock(tx, environmentId);
  const open = await openSyncs(tx, environmentId);
  if (open.some((row) => row.mode === "full" || row.mode === mode)) return;
  await begin(tx, environmentId, { kind: mode }, now);
}

/** Keeps everybody else from this sync's row to the end of the transaction; false when another runner has taken over. */
export async function holdSync(tx: Tx, row: Pick<SyncRow, "id" | "cursor">): Promise<boolean> {
  const own = await tx
    .select({ id: catalogSyncs.id })
    .from(catalogSyncs)
    .where(ownRow(row.id, row.cursor.runner))
    .for("update");
  return own.length > 0;
}

/** Writes how far it has come; false when another runner has taken over. @param met videos not met before */
export async function saveProgress(
  db: Executor,
  row: Pick<SyncRow, "id" | "cursor">,
  met = 0,
): Promise<boolean> {
  const { video, audio } = row.cursor.totals;
  const rows = await db
    .update(catalogSyncs)
    .set({
      cursor: row.cursor,
      seen: sql`${catalogSyncs.seen} + ${met}`,
      total: video === null || audio === null ? null : video + audio,
    })
    .where(ownRow(row.id, row.cursor.runner))
    .returning({ id: catalogSyncs.id });
  return rows.length > 0;
}

/** It is through: what came of it stays, its windows go. False when another runner has taken over. */
export async function finishSync(
  db: Db,
  environmentId: string,
  row: Pick<SyncRow, "id" | "cursor">,
  now: Date,
): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const { unmet, vanished } = row.cursor;
    const done = await tx
      .update(catalogSyncs)
      .set({ state: "finished", finishedAt: now, cursor: { unmet, vanished } })
      .where(ownRow(row.id, row.cursor.runner))
      .returning({ id: catalogSyncs.id });
    if (done.length === 0) return false;
    await clearUp(tx, environmentId, row.id);
    return true;
  });
}

/** Stops with a reason; cursor and windows stay, so that the next run can go on from them. */
export async function failSync(
  db: Db,
  row: { id: string; cursor: { runner: string } },
  reason: { code: string; message: string },
  now: Date,
): Promise<void> {
  await db
    .update(catalogSyncs)
    .set({ state: "failed", finishedAt: now, errorCode: reason.code, errorMessage: reason.message })
    .where(ownRow(row.id, row.cursor.runner));
}

/** Stops in order, for a shutdown: whoever comes next need not wait. */
export async function releaseSync(db: Db, row: { id: string; cursor: { runner: string } }): Promise<void> {
  await db
    .update(catalogSyncs)
    .set({ cursor: sql`${catalogSyncs.cursor} || '{"beatAt": null}'::jsonb` })
    .where(ownRow(row.id, row.cursor.runner));
}

/** The row, as long as it is this runner's. */
export function ownRow(id: string, runner: string) {
  return and(
    eq(catalogSyncs.id, id),
    eq(catalogSyncs.state, "running"),
    sql`${catalogSyncs.cursor}->>'runner' = ${runner}`,
  );
}

export function isAlive(cursor: { beatAt: string | null }, now: Date): boolean {
  return cursor.beatAt !== null && now.getTime() - Date.parse(cursor.beatAt) < SILENT_MS;
}

/** Two claims at once would both find no runner; the lock ends with the transaction. */
export async function lock(tx: Tx, environmentId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`catalog-sync ${environmentId}`}))`);
}

/** Under way, stopped, or asked for; the first one is the one to be at. */
async function openSyncs(db: Executor, environmentId: string): Promise<SyncRow[]> {
  const rows = await db
    .select()
    .from(catalogSyncs)
    .where(and(ofListing(environmentId), eq(catalogSyncs.state, "running")))
    .orderBy(asc(catalogSyncs.startedAt), asc(catalogSyncs.id));
  return rows.flatMap((row) => toSyncRow(row) ?? []);
}

function ofListing(environmentId: string) {
  return and(eq(catalogSyncs.environmentId, environmentId), ne(catalogSyncs.mode, "sources"));
}

async function takeUp(tx: Tx, row: SyncRow, now: Date): Promise<SyncRow> {
  const cursor = { ...row.cursor, runner: randomUUID(), beatAt: now.toISOString(), perSecond: null };
  await tx
    .update(catalogSyncs)
    .set({ state: "running", finishedAt: null, errorCode: null, errorMessage: null, cursor })
    .where(eq(catalogSyncs.id, row.id));
  return { ...row, cursor };
}

/** A sync that failed a while ago is gone on with; any other begins with windows that hold all it is to read. */
async function begin(tx: Tx, environmentId: string, due: Due, now: Date): Promise<SyncRow | null> {
  if (due.kind === "resume") {
    const [failed] = await tx.select().from(catalogSyncs).where(eq(catalogSyncs.id, due.id));
    return failed ? toSyncRow(failed) : null;
  }
  const since = due.kind === "changes" ? await lastBegun(tx, environmentId) : null;
  const mode = since === null ? "full" : "changes";
  const cursor: SyncCursor = {
    runner: randomUUID(),
    beatAt: null,
    phase: "list",
    totals: { video: null, audio: null },
    tail: false,
    after: "",
    unmet: 0,
    vanished: 0,
    perSecond: null,
  };
  const id = randomUUID();
  await tx
    .insert(catalogSyncs)
    .values({ id, environmentId, mode, state: "running", startedAt: now, seen: 0, cursor });
  const from = since && { fromAt: new Date(since.getTime() - OVERLAP_MS), toAt: null };
  await insertWindows(tx, id, "CreationTime", from);
  if (from) await insertWindows(tx, id, "ModificationTime", from);
  return { id, mode, startedAt: now, seen: 0, cursor };
}

/** When the last finished sync began: what came later it need not have met. null before the first one. */
async function lastBegun(tx: Tx, environmentId: string): Promise<Date | null> {
  const finished = await tx
    .select({ startedAt: catalogSyncs.startedAt })
    .from(catalogSyncs)
    .where(and(ofListing(environmentId), eq(catalogSyncs.state, "finished")))
    .orderBy(desc(catalogSyncs.startedAt))
    .limit(1);
  return finished[0]?.startedAt ?? null;
}

function toSyncRow(row: typeof catalogSyncs.$inferSelect): SyncRow | null {
  const cursor = readCursor(row.cursor);
  if (!cursor || row.mode === "sources") return null;
  return { id: row.id, mode: row.mode, startedAt: row.startedAt, seen: row.seen, cursor };
}

/** A row left running with a cursor of another version can never be gone on with. */
async function failUnreadable(tx: Tx, environmentId: string, now: Date): Promise<void> {
  const running = await tx
    .select()
    .from(catalogSyncs)
    .where(and(ofListing(environmentId), eq(catalogSyncs.state, "running")));
  const lost = running.filter((row) => toSyncRow(row) === null).map((row) => row.id);
  if (lost.length === 0) return;
  await tx
    .update(catalogSyncs)
    .set({ state: "failed", finishedAt: now, errorCode: "interrupted", errorMessage: "It was interrupted." })
    .where(inArray(catalogSyncs.id, lost));
}

/** Windows of this sync and of those that nobody will go on with, and syncs of long ago. */
async function clearUp(tx: Tx, environmentId: string, id: string): Promise<void> {
  await tx.delete(catalogWindows).where(sql`
    ${catalogWindows.syncId} in (
      select id from catalog_syncs where environment_id = ${environmentId} and (id = ${id} or state <> 'running'))
  `);
  await tx.delete(catalogSyncs).where(sql`
    ${catalogSyncs.environmentId} = ${environmentId} and ${catalogSyncs.state} <> 'running'
    and ${catalogSyncs.startedAt} < (select started_at from catalog_syncs where id = ${id}) - ${KEPT}::interval
    and ${catalogSyncs.mode} = 'changes'
  `);
}
