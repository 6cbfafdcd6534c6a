import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import type { Executor } from "../db/types.ts";
import { type CauseRow, FAILURES_FIRST, failureCauses, type OutcomeTally } from "../deletion/summarize.ts";
import type { Lane, Outcome } from "../deletion/types.ts";
import type { DeletionRow } from "./change-state.ts";
import { keepReading } from "./keep-reading.ts";
import type { CauseView } from "./views.ts";

export type Cause = CauseRow & { lane: Lane | null; message: string | null };
type Causes = { causes: CauseView[]; rows: Cause[] };

/** One memory per outcome: a failure that grows leaves alone the many that were never to be sent. */
const kept = new Map(FAILURES_FIRST.map((outcome) => [outcome, keepReading<Cause[]>()]));

/** What did not end verified, by cause; of each outcome, read anew only when its tally has moved. */
export async function readCauses(
  db: Executor,
  row: Pick<DeletionRow, "id" | "state" | "plannedAt">,
  tallies: readonly OutcomeTally[],
): Promise<Causes> {
  if (!row.plannedAt && row.state !== "finished") return { causes: [], rows: [] };
  const found = await Promise.all(
    [...kept].map(async ([outcome, keep]) => {
      const counted = tallies.filter((tally) => tally.outcome === outcome && tally.count > 0);
      if (counted.length === 0) return [];
      const key = `${row.state} ${counted.map((tally) => `${tally.count}/${tally.bytes}`).join()}`;
      return await keep({ db, id: row.id, key }, () => countCauses(db, row.id, outcome));
    }),
  );
  const rows = found.flat();
  const causes = failureCauses(rows).map(({ outcome, reason, code, count, bytes }) => ({
    outcome,
    reason,
    code,
    count,
    bytes,
    message:
      rows.find((r) => r.outcome === outcome && r.reason === reason && r.code === code)?.message ?? null,
  }));
  return { causes, rows };
}

async function countCauses(db: Executor, id: string, outcome: Outcome): Promise<Cause[]> {
  const found = await rowsOf<Cause>(
    db,
    // "<> 'pending'" is what the partial index on outcomes wants to see.
    sql`
      select outcome, not_sent_reason as reason, code, lane, min(message) as message,
        count(*)::int as count, coalesce(sum(size_bytes), 0)::int8 as bytes
      from deletion_items
      where deletion_id = ${id} and outcome <> 'pending' and outcome = ${outcome}
      group by 1, 2, 3, 4
    `,
  );
  return found.map((r) => ({ ...r, count: Number(r.count), bytes: Number(r.bytes) }));
}
