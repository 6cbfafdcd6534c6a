import { eq, sql } from "drizzle-orm";
import { record, SYSTEM } from "../../audit/record.ts";
import { rowsOf } from "../../db/rows.ts";
import { deletions, inFlight } from "../../db/schema.ts";
import { log } from "../../log.ts";
import { changeState } from "../change-state.ts";
import { recountTallies } from "../set-outcomes.ts";
import { type Drive, lockOwn } from "./context.ts";

/**
 * Ends a deletion whose every id has its outcome. The tallies are checked against the items they count; a
 * difference would be a bug, and is mended from the items, logged and kept in the record.
 *
 * @returns false while read-backs are still due
 */
export async function finishIfDone(d: Drive): Promise<boolean> {
  return await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (row.state !== "verifying") return row.state === "finished";
    const [open] = await rowsOf<{ left: number }>(
      tx,
      sql`
        select (
          exists (
            select 1 from batches b cross join lateral (
              -- From the batch to its items, never the other way: most lists have no open batch left by now.
              select outcome from deletion_items where deletion_id = ${d.id} and batch_no = b.no offset 0
            ) i
            where b.deletion_id = ${d.id} and b.state in ('pending', 'claimed', 'sending', 'accepted')
              and i.outcome = 'pending')
          or exists (select 1 from deletion_items where deletion_id = ${d.id} and check_at is not null)
        )::int as left
      `,
    );
    if (Number(open?.left ?? 0) > 0) return false;
    const wrong = await rowsOf<{ outcome: string }>(
      tx,
      sql`
        select coalesce(t.outcome, i.outcome) as outcome
        from (select outcome, count, bytes from deletion_tallies where deletion_id = ${d.id} and count <> 0) t
        full join (
          select outcome, count(*)::int as count, coalesce(sum(size_bytes), 0)::int8 as bytes
          from deletion_items where deletion_id = ${d.id} group by 1
        ) i on i.outcome = t.outcome
        where t.count is distinct from i.count or t.bytes is distinct from i.bytes
      `,
    );
    if (wrong.length > 0) {
      const outcomes = wrong.map((w) => w.outcome).join(", ");
      log.error({ deletion: d.id, outcomes }, "the tallies did not equal the items; counted anew");
      await recountTallies(tx, d.id);
      await record(tx, {
        environmentId: d.environmentId,
        actor: SYSTEM,
        action: "deletion.tallies-mended",
        subjectType: "deletion",
        subjectId: d.id,
        detail: { outcomes },
      });
    }
    await changeState(tx, row, "verified-all", {
      actor: SYSTEM,
      set: { finishedAt: sql`now()`, result: row.cancelledAt ? "cancelled" : "completed", obstacle: null },
    });
    await tx.delete(inFlight).where(eq(inFlight.deletionId, d.id));
    await tx.update(deletions).set({ drivenAt: sql`now()` }).where(eq(deletions.id, d.id));
    return true;
  });
}
