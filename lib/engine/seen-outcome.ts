import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import type { Executor } from "../db/types.ts";
import type { OutcomeTally } from "../deletion/summarize.ts";
import type { Outcome } from "../deletion/types.ts";

/*
 * A batch speaks for its pending items: while it is sending, or accepted whole, so are they, and their twenty
 * rows need not be written for it. These are the readings of that, for queries in which `i` is the item.
 */

const batchOf = sql`select 1 from batches s where s.deletion_id = i.deletion_id and s.no = i.batch_no`;

/** Said beside any other outcome, so that the planner sees that the partial index on outcomes will do. */
const INDEXED = sql`i.outcome <> 'pending'`;

/** The item's outcome as people see it. */
export const seenOutcome = sql`coalesce(
  case when i.outcome = 'pending' then (
    select s.state from batches s
    where s.deletion_id = i.deletion_id and s.no = i.batch_no and s.state in ('sending', 'accepted')) end,
  i.outcome)`;

/** Whether the item's outcome as people see it is this one. */
export function outcomeIs(outcome: Outcome): SQL {
  if (outcome === "pending") {
    return sql`i.outcome = 'pending' and not exists (${batchOf} and s.state in ('sending', 'accepted'))`;
  }
  // Few at a time: from the batches to their items, not through a million items that are something else.
  if (outcome === "sending") {
    return sql`i.outcome = 'pending' and i.batch_no in (
      select s.no from batches s where s.deletion_id = i.deletion_id and s.state = 'sending')`;
  }
  const ownRow = sql`i.outcome = ${outcome} and ${INDEXED}`;
  if (outcome !== "accepted") return ownRow;
  return sql`(${ownRow} or (i.outcome = 'pending' and exists (${batchOf} and s.state = ${outcome})))`;
}

/** The tallies, with what is sending told apart from what is pending, as they were at one moment. */
export async function readTallies(db: Executor, deletionId: string): Promise<OutcomeTally[]> {
  const rows = await rowsOf<OutcomeTally>(
    db,
    sql`
      select outcome, count, bytes from deletion_tallies where deletion_id = ${deletionId}
      union all
      select 'sending', count(*)::int, coalesce(sum(i.size_bytes), 0)::int8
      from batches b join deletion_items i on i.deletion_id = b.deletion_id and i.batch_no = b.no
      where b.deletion_id = ${deletionId} and b.state = 'sending' and i.outcome = 'pending'
    `,
  );
  const tallies = rows.map((r) => ({ outcome: r.outcome, count: Number(r.count), bytes: Number(r.bytes) }));
  const pending = tallies.find((tally) => tally.outcome === "pending");
  const sending = tallies.find((tally) => tally.outcome === "sending");
  if (pending && sending) {
    pending.count -= sending.count;
    pending.bytes -= sending.bytes;
  }
  return tallies;
}
