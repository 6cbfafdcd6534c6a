import { randomUUID } from "node:crypto";
import { and, count, desc, eq, isNull, lt, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import { catalogSyncs, videos } from "../db/schema.ts";
import type { Db, Tx } from "../db/types.ts";

/**
 * A sync's row in `catalog_syncs`, and who writes it. One runner at a time: it signs every step with its own
 * id and the time, and whoever finds another's id there stops. A runner silent for `SILENT_MS` is taken for
 * dead; one that stopped in order leaves no time behind and is followed at once.
 */

const SILENT_MS = 30_000;
/** A failed walk younger than this is gone on with instead of begun anew. */
const RESUME_WITHIN_MS = 3_600_000;

const cursorSchema = z.object({
  runner: z.string(),
  beatAt: z.string().nullable(),
  kind: z.enum(["video", "audio"]),
  /** The page to ask for next. */
  pageNo: z.number().int().min(1),
  scrollToken: z.string().nullable(),
  /** Where this stretch of the walk began, null for the very beginning (ISO time). */
  from: z.string().nullable(),
  /** The creation time of the last video seen, from which an expired token is replaced (ISO time). */
  reached: z.string().nullable(),
  totals: z.object({ video: z.number().nullable(), audio: z.number().nullable() }),
});
export type SyncCursor = z.infer<typeof cursorSchema>;

export type SyncProgress = { id: string; seen: number; total: number | null };

/** Begins a sync or takes up an unfinished one; null while another runner is at work. */
export async function claimSync(
  db: Db,
  environmentId: string,
  now: Date,
): Promise<{ id: string; cursor: SyncCursor; seen: number; startedAt: Date } | null> {
  return await db.transaction(async (tx) => {
    // Two claims at once would both find no runner; the lock ends with the transaction.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`catalog-sync ${environmentId}`}))`);
    const [latest] = await tx
      .select()
      .from(catalogSyncs)
      .where(eq(catalogSyncs.environmentId, environmentId))
      .orderBy(desc(catalogSyncs.startedAt))
      .limit(1);
    const old = cursorSchema.safeParse(latest?.cursor).data;
    if (latest?.state === "running" && old && isAlive(old, now)) return null;

    const runner = randomUUID();
    const beatAt = now.toISOString();
    if (latest && old && isWorthResuming(latest, now)) {
      const cursor = { ...old, runner, beatAt };
      await tx
        .update(catalogSyncs)
        .set({ state: "running", finishedAt: null, errorCode: null, errorMessage: null, cursor })
        .where(eq(catalogSyncs.id, latest.id));
      return { id: latest.id, cursor, seen: latest.seen, startedAt: latest.startedAt };
    }
    const cursor: SyncCursor = {
      runner,
      beatAt,
      kind: "video",
      pageNo: 1,
      scrollToken: null,
      from: null,
      reached: null,
      totals: { video: null, audio: null },
    };
    await failLeftovers(tx, environmentId, now);
    const id = randomUUID();
    await tx
      .insert(catalogSyncs)
      .values({ id, environmentId, state: "running", startedAt: now, seen: 0, cursor });
    return { id, cursor, seen: 0, startedAt: now };
  });
}

/** Writes how far the walk has come; false when another runner has taken over. */
export async function saveProgress(
  tx: Tx | Db,
  id: string,
  cursor: SyncCursor,
  progress: { seen: number; total: number | null },
): Promise<boolean> {
  const rows = await tx
    .update(catalogSyncs)
    .set({ cursor, ...progress })
    .where(ownRow(id, cursor))
    .returning({ id: catalogSyncs.id });
  return rows.length > 0;
}

/** The walk is through. Videos it did not meet are counted, not called gone: only a live look may say so. */
export async function finishSync(
  db: Db,
  environmentId: string,
  sync: { id: string; cursor: SyncCursor; startedAt: Date },
  now: Date,
): Promise<{ unseen: number } | null> {
  return await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ count: count() })
      .from(videos)
      .where(
        and(
          eq(videos.environmentId, environmentId),
          isNull(videos.vanishedAt),
          lt(videos.createdAt, sync.startedAt),
          or(isNull(videos.syncId), ne(videos.syncId, sync.id)),
        ),
      );
    const unseen = row?.count ?? 0;
    const done = await tx
      .update(catalogSyncs)
      .set({ state: "finished", finishedAt: now, cursor: { unseen } })
      .where(ownRow(sync.id, sync.cursor))
      .returning({ id: catalogSyncs.id });
    return done.length > 0 ? { unseen } : null;
  });
}

/** Stops with a reason; the cursor stays, so that the next run can go on from it. */
export async function failSync(
  db: Db,
  sync: { id: string; cursor: SyncCursor },
  reason: { code: string; message: string },
  now: Date,
): Promise<void> {
  await db
    .update(catalogSyncs)
    .set({ state: "failed", finishedAt: now, errorCode: reason.code, errorMessage: reason.message })
    .where(ownRow(sync.id, sync.cursor));
}

/** Stops in order, for a shutdown: whoever comes next need not wait. */
export async function releaseSync(db: Db, sync: { id: string; cursor: SyncCursor }): Promise<void> {
  await db
    .update(catalogSyncs)
    .set({ cursor: { ...sync.cursor, beatAt: null } })
    .where(ownRow(sync.id, sync.cursor));
}

function ownRow(id: string, cursor: SyncCursor) {
  return and(
    eq(catalogSyncs.id, id),
    eq(catalogSyncs.state, "running"),
    sql`${catalogSyncs.cursor}->>'runner' = ${cursor.runner}`,
  );
}

function isAlive(cursor: SyncCursor, now: Date): boolean {
  return cursor.beatAt !== null && now.getTime() - Date.parse(cursor.beatAt) < SILENT_MS;
}

function isWorthResuming(row: typeof catalogSyncs.$inferSelect, now: Date): boolean {
  if (row.state === "running") return true;
  const failedAt = row.finishedAt?.getTime() ?? 0;
  return row.state === "failed" && now.getTime() - failedAt < RESUME_WITHIN_MS;
}

/** A row left running without a readable cursor can never be gone on with. */
async function failLeftovers(tx: Tx, environmentId: string, now: Date): Promise<void> {
  await tx
    .update(catalogSyncs)
    .set({ state: "failed", finishedAt: now, errorCode: "interrupted", errorMessage: "It was interrupted." })
    .where(and(eq(catalogSyncs.environmentId, environmentId), eq(catalogSyncs.state, "running")));
}
