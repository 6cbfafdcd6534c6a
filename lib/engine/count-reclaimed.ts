import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { deletions, overviews } from "../db/schema.ts";
import type { Db } from "../db/types.ts";

/** Few enough that nobody waits long for the embedded store's one session. */
const SLICE = 2_000;

/**
 * Adds what finished deletions have proven gone to what this environment has reclaimed, each video once: a
 * video that an earlier deletion was counted for is passed over, whatever its size is now. Nothing leads out of
 * *finished*, so each deletion is gone through once; after a crash it goes on where it was.
 *
 * @param goOn asked before each slice; false ends it
 */
export async function countReclaimed(
  db: Db,
  environmentId: string,
  goOn: () => Promise<boolean>,
  sliceSize = SLICE,
): Promise<void> {
  for (;;) {
    const [next] = await db
      .select({ id: deletions.id, seq: deletions.reclaimedSeq })
      .from(deletions)
      .where(
        and(
          eq(deletions.environmentId, environmentId),
          eq(deletions.state, "finished"),
          isNull(deletions.reclaimedAt),
        ),
      )
      .orderBy(asc(deletions.finishedAt), asc(deletions.id))
      .limit(1);
    if (!next || !(await goOn())) return;
    await addSlice(db, environmentId, next, sliceSize);
  }
}

type Added = { read: number; last_seq: number | null; count: number; bytes: number; unsized: number };

/** The next verified items of one deletion, with the sums and the mark in one transaction. */
async function addSlice(
  db: Db,
  environmentId: string,
  from: { id: string; seq: number },
  limit: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    // Whoever comes second finds the mark moved, and adds nothing.
    const [own] = await tx
      .select({ id: deletions.id })
      .from(deletions)
      .where(
        and(eq(deletions.id, from.id), eq(deletions.reclaimedSeq, from.seq), isNull(deletions.reclaimedAt)),
      )
      .for("update");
    if (!own) return;
    const [added] = await rowsOf<Added>(
      tx,
      sql`
        with slice as (
          select seq, video_id, size_bytes from deletion_items
          where deletion_id = ${from.id} and outcome = 'verified' and outcome <> 'pending' and seq > ${from.seq}
          order by seq limit ${limit}
        ), fresh as (
          insert into reclaimed_videos (environment_id, video_id, size_bytes)
          select ${environmentId}, video_id, size_bytes from slice order by video_id
          on conflict do nothing
          returning size_bytes
        )
        select (select count(*)::int from slice) as read, (select max(seq) from slice) as last_seq,
          count(*)::int as count, coalesce(sum(size_bytes), 0)::int8 as bytes,
          count(*) filter (where size_bytes is null)::int as unsized
        from fresh
      `,
    );
    const read = Number(added?.read ?? 0);
    await tx
      .update(overviews)
      .set({
        reclaimedCount: sql`${overviews.reclaimedCount} + ${Number(added?.count ?? 0)}::int`,
        reclaimedBytes: sql`${overviews.reclaimedBytes} + ${Number(added?.bytes ?? 0)}::int8`,
        reclaimedUnsized: sql`${overviews.reclaimedUnsized} + ${Number(added?.unsized ?? 0)}::int`,
      })
      .where(eq(overviews.environmentId, environmentId));
    await tx
      .update(deletions)
      .set(read < limit ? { reclaimedAt: sql`now()` } : { reclaimedSeq: Number(added?.last_seq) })
      .where(eq(deletions.id, from.id));
  });
}
