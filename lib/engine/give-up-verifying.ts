import { sql } from "drizzle-orm";
import type { Actor } from "../audit/record.ts";
import { rowsOf } from "../db/rows.ts";
import type { Tx } from "../db/types.ts";
import type { Obstacle } from "../deletion/obstacle.ts";
import { BATCH_SIZE } from "../deletion/plan-batches.ts";
import { UseCaseError } from "../use-case-error.ts";
import { spellOut } from "./accepted-batches.ts";
import { changeState, lockDeletion } from "./change-state.ts";
import type { EngineDeps } from "./deps.ts";
import { readTallies } from "./seen-outcome.ts";
import { type OutcomeChange, setOutcomes } from "./set-outcomes.ts";

/** Batches, and so items, per transaction: on the embedded store everybody else waits for as long. */
const SLICE_BATCHES = 100;
const SLICE = SLICE_BATCHES * BATCH_SIZE;

type Ended = { unverified: number; unknown: number };

/**
 * Ends a verification that cannot go on, since VOD cannot be asked: what was accepted is *unverified*, and what
 * may have been sent stays *unknown*, both for the cause that stands in the way. It goes slice by slice; should
 * VOD answer meanwhile, the rest is verified after all.
 *
 * @throws UseCaseError `wrong-state` when nothing stands in the way, it does not verify, or a call is under way
 */
export async function giveUpVerifying(c: EngineDeps, input: { id: string; actor: Actor }): Promise<void> {
  const ended: Ended = { unverified: 0, unknown: 0 };
  let more = true;
  while (more) more = await c.db.transaction((tx) => endSlice(tx, c.environment.id, input, ended));
}

async function endSlice(
  tx: Tx,
  environmentId: string,
  { id, actor }: { id: string; actor: Actor },
  ended: Ended,
): Promise<boolean> {
  const row = await lockDeletion(tx, environmentId, id);
  if (row.state !== "verifying" || !row.obstacle || (await isSending(tx, id))) {
    throw new UseCaseError("wrong-state", { state: row.state });
  }
  const batches = await acceptedBatches(tx, id);
  await spellOut(tx, row, batches);
  const slice = await endOpen(tx, row, row.obstacle);
  ended.unverified += slice.unverified;
  ended.unknown += slice.unknown;
  if (batches.length === SLICE_BATCHES || slice.unverified + slice.unknown === SLICE) return true;
  // With the last items, so that no driver finds all of them ended and calls it finished by itself.
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
  return false;
}

/** A cancel may have come while calls were under way; their answers are still to be stored. */
async function isSending(tx: Tx, id: string): Promise<boolean> {
  const tallies = await readTallies(tx, id);
  return tallies.some(({ outcome, count }) => (outcome === "pending" || outcome === "sending") && count > 0);
}

async function acceptedBatches(tx: Tx, id: string): Promise<number[]> {
  const rows = await rowsOf<{ no: number }>(
    tx,
    sql`
      select no from batches where deletion_id = ${id} and state = 'accepted' order by no limit ${SLICE_BATCHES}
    `,
  );
  return rows.map((r) => Number(r.no));
}

async function endOpen(
  tx: Tx,
  { id, environmentId }: { id: string; environmentId: string },
  { code, message }: Obstacle,
): Promise<Ended> {
  const open = await rowsOf<{
    seq: number;
    outcome: "accepted" | "unknown";
    checks: number;
    present_looks: number;
  }>(
    tx,
    sql`
      select seq, outcome, checks, present_looks from deletion_items
      where deletion_id = ${id} and outcome in ('accepted', 'unknown')
        and (outcome = 'accepted' or check_at is not null)
      limit ${SLICE}
    `,
  );
  const changes = open.map<OutcomeChange>((item) => ({
    seq: Number(item.seq),
    from: item.outcome,
    to: item.outcome === "accepted" ? "unverified" : "unknown",
    code,
    message,
    checks: Number(item.checks),
    presentLooks: Number(item.present_looks),
  }));
  await setOutcomes(tx, { id, environmentId }, "choice", changes);
  const unverified = changes.filter((change) => change.to === "unverified").length;
  return { unverified, unknown: changes.length - unverified };
}
