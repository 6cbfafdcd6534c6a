import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import type { Executor } from "../db/types.ts";
import type { DeletionRow } from "./change-state.ts";

/** What of other deletions slows this one down. */
export type WaitingView = {
  /** Other deletions of this environment at work now: they share the account's rate. */
  othersRunning: number;
  /** Items whose turn had come and that another deletion was working on; they wait for it. */
  heldItems: number;
};

const NOT_WAITING: WaitingView = { othersRunning: 0, heldItems: 0 };

/** Counted while a deletion is at work, from its own batches: what others hold may be a million ids. */
export async function readWaiting(
  db: Executor,
  row: Pick<DeletionRow, "id" | "environmentId" | "state">,
): Promise<WaitingView> {
  if (row.state !== "running" && row.state !== "verifying") return NOT_WAITING;
  const [others] = await rowsOf<{ count: number }>(
    db,
    sql`
      select count(*)::int as count from deletions
      where environment_id = ${row.environmentId} and id <> ${row.id} and state in ('running', 'verifying')
    `,
  );
  const [held] = await rowsOf<{ count: number }>(
    db,
    sql`
      select coalesce(sum(size), 0)::int as count from batches
      where deletion_id = ${row.id} and held and state = 'pending'
    `,
  );
  return { othersRunning: Number(others?.count ?? 0), heldItems: Number(held?.count ?? 0) };
}
