import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { rowsOf } from "../db/rows.ts";
import { catalogSyncs } from "../db/schema.ts";
import type { Db, Executor } from "../db/types.ts";
import { isAlive, lock, ownRow } from "./sync-row.ts";

/** A pass that failed is gone on with after this. */
const RETRY_MS = 300_000;

const cursorSchema = z.object({
  runner: z.string(),
  beatAt: z.string().nullable(),
  perSecond: z.number().nullable(),
});
export type SourcesCursor = z.infer<typeof cursorSchema>;
export type SourcesRow = { id: string; seen: number; total: number; cursor: SourcesCursor };

/** Reads a cursor that may be of another version. */
export function readSourcesCursor(cursor: unknown): SourcesCursor | null {
  return cursorSchema.safeParse(cursor).data ?? null;
}

/** The one row of an environment that says how far the live looks at sources have come. */
export const sourcesId = (environmentId: string) => `sources ${environmentId}`;

/**
 * Begins a pass over the sources, or goes on with one. What is to be looked at stands in the catalog itself, so
 * nothing but the count is kept.
 *
 * @returns null while another runner is at it
 */
export async function claimSources(
  db: Db,
  environmentId: string,
  now: Date,
  oldBefore: Date,
): Promise<SourcesRow | null> {
  return await db.transaction(async (tx) => {
    await lock(tx, environmentId);
    const id = sourcesId(environmentId);
    const [old] = await tx.select().from(catalogSyncs).where(eq(catalogSyncs.id, id));
    const held = readSourcesCursor(old?.cursor);
    const goesOn = old && old.state !== "finished";
    if (old?.state === "running" && held && isAlive(held, now)) return null;
    const cursor = { runner: randomUUID(), beatAt: now.toISOString(), perSecond: null };
    const seen = goesOn ? old.seen : 0;
    const total = seen + (await countSources(tx, environmentId, oldBefore));
    const values = { state: "running", seen, total, cursor, finishedAt: null } as const;
    const begun = { ...values, errorCode: null, errorMessage: null, ...(goesOn ? {} : { startedAt: now }) };
    await tx
      .insert(catalogSyncs)
      .values({ id, environmentId, mode: "sources", startedAt: now, ...values })
      .onConflictDoUpdate({ target: catalogSyncs.id, set: begun });
    return { id, seen, total, cursor };
  });
}

/** Writes how far it has come; false when another runner has taken over. @param looked looked at since the last save */
export async function saveSources(db: Executor, row: SourcesRow, looked: number): Promise<boolean> {
  const rows = await db
    .update(catalogSyncs)
    .set({ cursor: row.cursor, seen: sql`${catalogSyncs.seen} + ${looked}` })
    .where(ownRow(row.id, row.cursor.runner))
    .returning({ id: catalogSyncs.id });
  return rows.length > 0;
}

export async function finishSources(db: Executor, row: SourcesRow, now: Date): Promise<void> {
  await db
    .update(catalogSyncs)
    .set({ state: "finished", finishedAt: now })
    .where(ownRow(row.id, row.cursor.runner));
}

/**
 * Whether some source was never looked at, or long ago, and nobody is at it or has just failed at it. Before the
 * library was read once, there is no telling how many they are.
 */
export async function sourcesDue(
  db: Executor,
  environmentId: string,
  now: Date,
  oldBefore: Date,
): Promise<boolean> {
  const [row] = await db
    .select()
    .from(catalogSyncs)
    .where(eq(catalogSyncs.id, sourcesId(environmentId)));
  const cursor = readSourcesCursor(row?.cursor);
  if (row?.state === "running") return cursor === null || !isAlive(cursor, now);
  if (row?.state === "failed" && now.getTime() - (row.finishedAt?.getTime() ?? 0) < RETRY_MS) return false;
  const [read] = await db
    .select({ id: catalogSyncs.id })
    .from(catalogSyncs)
    .where(
      and(
        eq(catalogSyncs.environmentId, environmentId),
        eq(catalogSyncs.mode, "full"),
        eq(catalogSyncs.state, "finished"),
      ),
    )
    .limit(1);
  return read !== undefined && (await nextSources(db, environmentId, oldBefore, 1)).length > 0;
}

/** The ids to look at next: those never looked at, the largest source first, then the day that is longest ago. */
export async function nextSources(
  db: Executor,
  environmentId: string,
  oldBefore: Date,
  limit: number,
): Promise<string[]> {
  for (const when of [NEVER_LOOKED, lookedBefore(oldBefore)]) {
    const rows = await rowsOf<{ video_id: string }>(
      db,
      sql`
      select video_id from videos
      where environment_id = ${environmentId} and vanished_at is null and ${when}
      order by looked_on nulls first, size_bytes desc nulls last, video_id limit ${limit}
    `,
    );
    if (rows.length > 0) return rows.map((row) => row.video_id);
  }
  return [];
}

/** Any video but this one, null where there is none: chosen by chance, so that it is not always the same. */
export async function anyOther(db: Executor, environmentId: string, butFor: string): Promise<string | null> {
  const from = randomUUID().replaceAll("-", "");
  const [row] = await rowsOf<{ video_id: string }>(
    db,
    sql`
    select video_id from (
      (select video_id, 1 as place from videos
        where environment_id = ${environmentId} and vanished_at is null and video_id <> ${butFor} and video_id >= ${from}
        order by video_id limit 1)
      union all
      (select video_id, 2 from videos
        where environment_id = ${environmentId} and vanished_at is null and video_id <> ${butFor}
        order by video_id limit 1)
    ) others
    order by place limit 1
  `,
  );
  return row?.video_id ?? null;
}

async function countSources(db: Executor, environmentId: string, oldBefore: Date): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(
    db,
    sql`
    select count(*)::int as n from videos
    where environment_id = ${environmentId} and vanished_at is null
      and (${NEVER_LOOKED} or ${lookedBefore(oldBefore)})
  `,
  );
  return Number(row?.n ?? 0);
}

const NEVER_LOOKED = sql`looked_on is null`;

/** The day is what the index knows. */
function lookedBefore(date: Date) {
  const before = date.toISOString();
  return sql`(looked_on <= ${before.slice(0, 10)}::date and looked_at < ${before}::timestamptz)`;
}
