import { eq, sql } from "drizzle-orm";
import type { Actor } from "../audit/record.ts";
import { rowsOf } from "../db/rows.ts";
import { inFlight } from "../db/schema.ts";
import type { Tx } from "../db/types.ts";
import type { Obstacle } from "../deletion/obstacle.ts";
import { UseCaseError } from "../use-case-error.ts";
import { spellOut } from "./accepted-batches.ts";
import { changeState, lockDeletion } from "./change-state.ts";
import type { EngineDeps } from "./deps.ts";
import { moveTallies } from "./set-outcomes.ts";

/**
 * Ends a verification that cannot go on, since VOD cannot be asked: what was accepted is *unverified*, and what
 * may have been sent stays *unknown*, both for the cause that stands in the way.
 *
 * @throws UseCaseError `wrong-state` when nothing stands in the way, it does not verify, or a call is under way
 */
export async function giveUpVerifying(
  c: EngineDeps,
  { id, actor }: { id: string; actor: Actor },
): Promise<void> {
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    if (!row.obstacle) throw new UseCaseError("wrong-state", { state: row.state });
    await spellOut(tx, { id, environmentId: row.environmentId }, await acceptedBatches(tx, id));
    if (await isSending(tx, id)) throw new UseCaseError("wrong-state", { state: row.state });
    const ended = await endOpen(tx, id, row.obstacle);
    await changeState(tx, row, "give-up", {
      actor,
      set: {
        finishedAt: sql`now()`,
        result: row.cancelledAt ? "cancelled" : "completed",
        obstacle: null,
        // Whoever reads back at this moment writes nothing more about it.
        token: row.token + 1,
      },
      detail: { code: row.obstacle.code, ...ended },
    });
    await tx.delete(inFlight).where(eq(inFlight.deletionId, id));
  });
}

async function acceptedBatches(tx: Tx, id: string): Promise<number[]> {
  const rows = await rowsOf<{ no: number }>(
    tx,
    sql`select no from batches where deletion_id = ${id} and state = 'accepted'`,
  );
  return rows.map((r) => Number(r.no));
}

/** A cancel may have come while calls were under way; their answers are still to be stored. */
async function isSending(tx: Tx, id: string): Promise<boolean> {
  const rows = await rowsOf(
    tx,
    sql`select 1 from deletion_items where deletion_id = ${id} and outcome = 'pending' limit 1`,
  );
  return rows.length > 0;
}

async function endOpen(tx: Tx, id: string, { code, message }: Obstacle) {
  const [ended] = await rowsOf<{ unverified: number; bytes: number; unknown: number }>(
    tx,
    sql`
      with ended as (
        update deletion_items set
          outcome = case when outcome = 'accepted' then 'unverified' else outcome end,
          check_at = null, ended_at = now(), code = ${code}, message = ${message}
        where deletion_id = ${id} and (outcome = 'accepted' or (outcome = 'unknown' and check_at is not null))
        returning outcome, size_bytes
      )
      select count(*) filter (where outcome = 'unverified')::int as unverified,
        coalesce(sum(size_bytes) filter (where outcome = 'unverified'), 0)::int8 as bytes,
        count(*) filter (where outcome = 'unknown')::int as unknown
      from ended
    `,
  );
  const unverified = Number(ended?.unverified ?? 0);
  const move = {
    from: "accepted",
    to: "unverified",
    count: unverified,
    bytes: Number(ended?.bytes ?? 0),
  } as const;
  await moveTallies(tx, id, [move]);
  return { unverified, unknown: Number(ended?.unknown ?? 0) };
}
