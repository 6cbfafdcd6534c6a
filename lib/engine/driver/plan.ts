import { eq, sql } from "drizzle-orm";
import { record, SYSTEM } from "../../audit/record.ts";
import { rowsOf } from "../../db/rows.ts";
import { deletions } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { FORCE_GROUPS } from "../../deletion/decide.ts";
import { forecastTooOld } from "../../deletion/guards.ts";
import { BATCH_SIZE } from "../../deletion/plan-batches.ts";
import { DECIDABLE_GROUPS } from "../../deletion/types.ts";
import { changeState, type DeletionRow } from "../change-state.ts";
import { readDecisionState } from "../decision-state.ts";
import { recountTallies } from "../set-outcomes.ts";
import { type Drive, lockOwn } from "./context.ts";

/**
 * The countdown is over: makes the confirmed decisions concrete, numbers the batches (normal lane first)
 * and lets the run begin, all in one transaction. Items that no decision includes end as *not sent*.
 *
 * A run that a person resumed out of an interrupted countdown is planned here as well. If list or decisions
 * were no longer what was confirmed, nothing is planned and a person looks again (promise 1).
 */
export async function planAndStart(d: Drive): Promise<void> {
  d.nextBatchNo = await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    const unplanned = row.state === "countdown" || (row.state === "running" && !row.plannedAt);
    if (!unplanned) return d.nextBatchNo;
    const { digest } = await readDecisionState(tx, row);
    if (digest !== row.confirmedDigest || forecastTooOld(row.forecastAt, new Date())) {
      await lookAgain(tx, row);
      return d.nextBatchNo;
    }
    await leaveOut(tx, row);
    await number(tx, row);
    await recountTallies(tx, d.id);
    const planned = { plannedAt: sql`now()`, startedAt: sql`now()` };
    if (row.state === "countdown") {
      await changeState(tx, row, "countdown-over", { actor: SYSTEM, set: planned });
    } else {
      await tx.update(deletions).set(planned).where(eq(deletions.id, d.id));
      await record(tx, {
        environmentId: d.environmentId,
        actor: SYSTEM,
        action: "deletion.planned",
        subjectType: "deletion",
        subjectId: d.id,
      });
    }
    const [last] = await rowsOf<{ no: number }>(
      tx,
      sql`select coalesce(max(no), 0)::int as no from batches where deletion_id = ${d.id}`,
    );
    return Number(last?.no ?? 0) + 1;
  });
}

async function lookAgain(tx: Tx, row: DeletionRow): Promise<void> {
  if (row.state === "countdown") {
    await changeState(tx, row, "stale-forecast", {
      actor: SYSTEM,
      set: {
        confirmedDigest: null,
        confirmedBy: null,
        confirmedByName: null,
        confirmedAt: null,
        startsAt: null,
      },
    });
  } else {
    await changeState(tx, row, "pause", {
      actor: SYSTEM,
      set: { pauseCode: "forecast-too-old", pauseDetail: {} },
    });
  }
}

const list = (values: readonly string[]) =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

/** Everything that is not explicitly included, so that what has no group at all is left out as well. */
async function leaveOut(tx: Tx, row: DeletionRow): Promise<void> {
  const includedGroups = DECIDABLE_GROUPS.filter((g) => row.decisions[g]);
  await tx.execute(sql`
    update deletion_items set
      outcome = 'not-sent', ended_at = now(),
      not_sent_reason = case "group"
        when 'gone' then 'already-gone' when 'missing' then 'missing' when 'forbidden' then 'forbidden'
        when 'busy' then 'busy' when 'protected' then 'protected' when 'unchecked' then 'unchecked'
        else case when "group" is null then 'unchecked' else 'excluded' end end
    where deletion_id = ${row.id} and (
      "group" in ${list(DECIDABLE_GROUPS)}
      and (coalesce(exception, '') = 'include' or (exception is null and "group" in ${list(includedGroups)}))
    ) is not true
  `);
}

async function number(tx: Tx, row: DeletionRow): Promise<void> {
  await tx.execute(sql`
    with lanes as (
      select seq, case when "group" in ${list(FORCE_GROUPS)} then 'force' else 'normal' end as lane
      from deletion_items where deletion_id = ${row.id} and outcome = 'pending'
    ), numbered as (
      select seq, lane, ((row_number() over (partition by lane order by seq) - 1) / ${BATCH_SIZE}::int)::int as nth
      from lanes
    ), normal as (
      select coalesce(max(nth) + 1, 0) as batches from numbered where lane = 'normal'
    )
    update deletion_items i set
      lane = n.lane,
      batch_no = 1 + n.nth + case when n.lane = 'force' then (select batches from normal) else 0 end
    from numbered n where i.deletion_id = ${row.id} and i.seq = n.seq
  `);
  await tx.execute(sql`
    insert into batches (deletion_id, no, lane, state, size)
    select deletion_id, batch_no, min(lane), 'pending', count(*)::int
    from deletion_items where deletion_id = ${row.id} and outcome = 'pending'
    group by deletion_id, batch_no
  `);
}
