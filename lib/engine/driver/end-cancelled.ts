import { sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import { moveTallies } from "../set-outcomes.ts";
import { type Drive, fenced } from "./context.ts";

/** Items per transaction: on the embedded store everybody else waits for as long. */
const SLICE = 2_000;

/**
 * What a cancel kept from being sent ends as *not sent*, slice by slice. What is under way or accepted is left
 * to its answer and its read-back; nothing becomes pending any more, so once through is enough.
 */
export async function endCancelled(d: Drive, itemCount: number): Promise<void> {
  for (let after = 0; after < itemCount && !d.signal.aborted; after += SLICE) {
    await fenced(d, async (tx) => {
      const [ended] = await rowsOf<{ count: number; bytes: number }>(
        tx,
        sql`
          with ended as (
            update deletion_items i set outcome = 'not-sent', not_sent_reason = 'cancelled', ended_at = now()
            where i.deletion_id = ${d.id} and i.seq > ${after} and i.seq <= ${after + SLICE}
              and i.outcome = 'pending' and not exists (
                select 1 from batches b where b.deletion_id = i.deletion_id and b.no = i.batch_no
                  and b.state in ('sending', 'accepted'))
            returning i.size_bytes
          ) select count(*)::int as count, coalesce(sum(size_bytes), 0)::int8 as bytes from ended
        `,
      );
      const [count, bytes] = [Number(ended?.count ?? 0), Number(ended?.bytes ?? 0)];
      await moveTallies(tx, d.id, [{ from: "pending", to: "not-sent", count, bytes }]);
    });
  }
  if (d.signal.aborted) return;
  await fenced(d, async (tx) => {
    await tx.execute(sql`
      update batches set state = 'answered' where deletion_id = ${d.id} and state = 'pending'
    `);
  });
}
