import { and, eq, sql } from "drizzle-orm";
import { record, SYSTEM } from "../../audit/record.ts";
import { rowsOf } from "../../db/rows.ts";
import { deletions } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { FORCE_GROUPS } from "../../deletion/decide.ts";
import { forecastTooOld } from "../../deletion/guards.ts";
import { BATCH_SIZE } from "../../deletion/plan-batches.ts";
import { DECIDABLE_GROUPS, type GroupDecisions, type Lane } from "../../deletion/types.ts";
import { changeState, type DeletionRow } from "../change-state.ts";
import { readDecisionState } from "../decision-state.ts";
import { moveTallies } from "../set-outcomes.ts";
import { type Drive, fenced, lockOwn } from "./context.ts";

/** Items per transaction: on the embedded store everybody else waits for as long. */
const SLICE = 2_000;

/**
 * The countdown is over: the run begins by making the confirmed decisions concrete, slice by slice, and
 * numbering the batches, normal lane first. Items that no decision includes end as *not sent*. Nothing is sent
 * before all is planned; a restart goes on where the last slice ended.
 *
 * A run that a person resumed out of an interrupted countdown is planned here as well. If list or decisions
 * were no longer what was confirmed, nothing is planned and a person looks again (promise 1).
 */
export async function planAndStart(d: Drive): Promise<void> {
  const plan = await begin(d);
  if (!plan) return;
  while (!d.signal.aborted) {
    const more = await fenced(d, async (tx, { state }) =>
      state === "running" ? await slice(tx, d, plan) : null,
    );
    if (more === null) return;
    if (!more) break;
  }
  if (d.signal.aborted) return;
  // As after freezing: the planner has no idea yet of how the items lie in batches.
  await d.c.db.execute(sql`analyze deletion_items, batches`);
  await end(d, plan);
}

type Plan = {
  decisions: GroupDecisions;
  /** The last item planned. */
  seq: number;
  itemCount: number;
  /** Items numbered so far, by lane. */
  numbered: Record<Lane, number>;
  /** Items of the normal lane in all; the batches of the other one come after theirs. */
  normalItems: number;
};

async function begin(d: Drive): Promise<Plan | null> {
  return await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    const unplanned = row.state === "countdown" || (row.state === "running" && !row.plannedAt);
    if (!unplanned) return null;
    // Since the driver last looked, a person may have taken it back and confirmed again.
    if (row.state === "countdown" && !(await isCountdownOver(tx, row.id))) return null;
    const { digest, plan } = await readDecisionState(tx, row);
    if (digest !== row.confirmedDigest || forecastTooOld(row.forecastAt, new Date())) {
      await lookAgain(tx, row);
      return null;
    }
    if (row.state === "countdown") {
      await changeState(tx, row, "countdown-over", {
        actor: SYSTEM,
        set: { startedAt: sql`now()`, progressSeq: 0 },
      });
    }
    const seq = row.state === "countdown" ? 0 : row.progressSeq;
    return {
      decisions: row.decisions,
      seq,
      itemCount: row.itemCount,
      numbered: await numberedUntil(tx, d, seq),
      normalItems: plan.normal.count,
    };
  });
}

async function isCountdownOver(tx: Tx, id: string): Promise<boolean> {
  const [row] = await rowsOf<{ over: boolean }>(
    tx,
    sql`select starts_at <= now() as over from deletions where id = ${id}`,
  );
  return row?.over === true;
}

async function numberedUntil(tx: Tx, d: Drive, seq: number): Promise<Plan["numbered"]> {
  const rows = await rowsOf<{ lane: Lane; count: number }>(
    tx,
    sql`
      select lane, count(*)::int as count from deletion_items
      where deletion_id = ${d.id} and seq <= ${seq} and lane is not null group by 1
    `,
  );
  const of = (lane: Lane) => Number(rows.find((r) => r.lane === lane)?.count ?? 0);
  return { normal: of("normal"), force: of("force") };
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

/** @returns whether there is more to plan */
async function slice(tx: Tx, d: Drive, plan: Plan): Promise<boolean> {
  const to = Math.min(plan.itemCount, plan.seq + SLICE);
  const items = sql`deletion_id = ${d.id} and seq > ${plan.seq} and seq <= ${to} and outcome = 'pending'`;
  await leaveOut(tx, d, plan, items);
  const numbered = await number(tx, d, plan, items);
  await tx.update(deletions).set({ progressSeq: to }).where(eq(deletions.id, d.id));
  plan.seq = to;
  plan.numbered = numbered;
  return to < plan.itemCount;
}

/** Everything that is not explicitly included, so that what has no group at all is left out as well. */
async function leaveOut(tx: Tx, d: Drive, plan: Plan, items: ReturnType<typeof sql>): Promise<void> {
  const includedGroups = DECIDABLE_GROUPS.filter((g) => plan.decisions[g]);
  const [left] = await rowsOf<{ count: number; bytes: number }>(
    tx,
    sql`
      with left_out as (
        update deletion_items set
          outcome = 'not-sent', ended_at = now(), code = case "group" when 'protected' then forecast_note end,
          not_sent_reason = case "group"
            when 'gone' then 'already-gone' when 'missing' then 'missing' when 'forbidden' then 'forbidden'
            when 'busy' then 'busy' when 'protected' then 'protected' when 'unchecked' then 'unchecked'
            else case when "group" is null then 'unchecked' else 'excluded' end end
        where ${items} and (
          "group" in ${list(DECIDABLE_GROUPS)}
          and (coalesce(exception, '') = 'include' or (exception is null and "group" in ${list(includedGroups)}))
        ) is not true
        returning size_bytes
      ) select count(*)::int as count, coalesce(sum(size_bytes), 0)::int8 as bytes from left_out
    `,
  );
  const [count, bytes] = [Number(left?.count ?? 0), Number(left?.bytes ?? 0)];
  await moveTallies(tx, d.id, [{ from: "pending", to: "not-sent", count, bytes }]);
}

/** @returns the items numbered so far, by lane */
async function number(
  tx: Tx,
  d: Drive,
  plan: Plan,
  items: ReturnType<typeof sql>,
): Promise<Plan["numbered"]> {
  const { normal, force } = plan.numbered;
  const forceFrom = Math.ceil(plan.normalItems / BATCH_SIZE);
  const rows = await rowsOf<{ no: number; lane: Lane; size: number }>(
    tx,
    sql`
      with lanes as (
        select seq, case when "group" in ${list(FORCE_GROUPS)} then 'force' else 'normal' end as lane
        from deletion_items where ${items}
      ), places as (
        select seq, lane, row_number() over (partition by lane order by seq) - 1
          + case lane when 'force' then ${force}::int else ${normal}::int end as place
        from lanes
      ), written as (
        update deletion_items i set
          lane = p.lane,
          batch_no = 1 + p.place / ${BATCH_SIZE}::int + case p.lane when 'force' then ${forceFrom}::int else 0 end
        from places p where i.deletion_id = ${d.id} and i.seq = p.seq
        returning i.batch_no, i.lane
      )
      select batch_no as no, lane, count(*)::int as size from written group by 1, 2
    `,
  );
  const batches = rows.map((r) => ({ no: Number(r.no), lane: r.lane, size: Number(r.size) }));
  await addToBatches(tx, d, batches);
  const added = (lane: Lane) => batches.filter((b) => b.lane === lane).reduce((sum, b) => sum + b.size, 0);
  return { normal: normal + added("normal"), force: force + added("force") };
}

/** A batch may reach over the end of a slice. One of both lanes would force what nobody agreed to force. */
async function addToBatches(tx: Tx, d: Drive, batches: { no: number; lane: Lane; size: number }[]) {
  if (batches.length === 0) return;
  const written = await rowsOf<{ no: number }>(
    tx,
    sql`
      insert into batches (deletion_id, no, lane, state, size)
      select ${d.id}, no, lane, 'pending', size
      from jsonb_to_recordset(${JSON.stringify(batches)}::jsonb) as b(no int, lane text, size int)
      on conflict (deletion_id, no) do update set size = batches.size + excluded.size
        where batches.lane = excluded.lane
      returning no
    `,
  );
  if (written.length !== batches.length) throw new Error(`The lanes of ${d.id} would share a batch.`);
}

async function end(d: Drive, plan: Plan): Promise<void> {
  await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (row.state !== "running" || row.plannedAt) return;
    if (plan.numbered.normal !== plan.normalItems) {
      throw new Error(`The plan of ${d.id} does not hold what was confirmed.`);
    }
    await tx
      .update(deletions)
      .set({ plannedAt: sql`now()`, startedAt: sql`coalesce(started_at, now())`, progressSeq: 0 })
      .where(and(eq(deletions.id, d.id), eq(deletions.token, d.token)));
    const [last] = await rowsOf<{ no: number }>(
      tx,
      sql`select coalesce(max(no), 0)::int as no from batches where deletion_id = ${d.id}`,
    );
    d.nextBatchNo = Number(last?.no ?? 0) + 1;
    await record(tx, {
      environmentId: d.environmentId,
      actor: SYSTEM,
      action: "deletion.planned",
      subjectType: "deletion",
      subjectId: d.id,
      detail: { ...plan.numbered, batches: d.nextBatchNo - 1 },
    });
  });
}
