import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import type { Executor } from "../db/types.ts";
import { type CauseRow, FAILURES_FIRST, failureCauses, type OutcomeTally } from "../deletion/summarize.ts";
import type { Lane } from "../deletion/types.ts";
import type { DeletionRow } from "./change-state.ts";
import type { CauseView } from "./views.ts";

export type Cause = CauseRow & { lane: Lane | null; message: string | null };
type Causes = { causes: CauseView[]; rows: Cause[] };

/** By deletion, for the tallies they were read at. Screens ask every second, and seldom has one changed. */
const known = new WeakMap<Executor, Map<string, { tallies: string; causes: Promise<Causes> }>>();
const MOST_KNOWN = 50;

/** What did not end verified, by cause; read anew only when a tally of it has moved. */
export async function readCauses(
  db: Executor,
  row: Pick<DeletionRow, "id" | "state" | "plannedAt">,
  tallies: readonly OutcomeTally[],
): Promise<Causes> {
  if (!row.plannedAt && row.state !== "finished") return { causes: [], rows: [] };
  const counted = tallies.filter((tally) => FAILURES_FIRST.includes(tally.outcome) && tally.count > 0);
  if (counted.length === 0) return { causes: [], rows: [] };
  const key = JSON.stringify([row.state, counted.map((t) => [t.outcome, t.count, t.bytes]).sort()]);
  const deletions = known.get(db) ?? new Map<string, { tallies: string; causes: Promise<Causes> }>();
  known.set(db, deletions);
  const last = deletions.get(row.id);
  if (last?.tallies === key) return await last.causes;
  const causes = countCauses(db, row.id);
  deletions.set(row.id, { tallies: key, causes });
  causes.catch(() => deletions.delete(row.id));
  const [oldest] = deletions.keys();
  if (deletions.size > MOST_KNOWN && oldest) deletions.delete(oldest);
  return await causes;
}

async function countCauses(db: Executor, id: string): Promise<Causes> {
  const found = await rowsOf<{
    outcome: Cause["outcome"];
    reason: Cause["reason"];
    code: string | null;
    lane: Lane | null;
    message: string | null;
    count: number;
    bytes: number;
  }>(
    db,
    // "<> 'pending'" is what the partial index on outcomes wants to see.
    sql`
      select outcome, not_sent_reason as reason, code, lane, min(message) as message,
        count(*)::int as count, coalesce(sum(size_bytes), 0)::int8 as bytes
      from deletion_items
      where deletion_id = ${id} and outcome <> 'pending' and outcome = any(${`{${FAILURES_FIRST.join(",")}}`}::text[])
      group by 1, 2, 3, 4
    `,
  );
  const rows = found.map((r) => ({ ...r, count: Number(r.count), bytes: Number(r.bytes) }));
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
