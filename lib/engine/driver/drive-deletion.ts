import { and, eq, sql } from "drizzle-orm";
import { SYSTEM } from "../../audit/record.ts";
import { rowsOf } from "../../db/rows.ts";
import { deletions } from "../../db/schema.ts";
import type { Db } from "../../db/types.ts";
import { downtimeNeedsPerson } from "../../deletion/guards.ts";
import { isTerminal } from "../../deletion/states.ts";
import { log } from "../../log.ts";
import { changeState, type DeletionRow, deletionColumns } from "../change-state.ts";
import type { EngineDeps } from "../deps.ts";
import { collect } from "./collect.ts";
import { current, type Drive, lockOwn, pauseFor, Superseded, signOfLife } from "./context.ts";
import { endCancelled } from "./end-cancelled.ts";
import { finishIfDone } from "./finish.ts";
import { forecast } from "./forecast.ts";
import { planAndStart } from "./plan.ts";
import { readBacks } from "./read-back.ts";
import { recover } from "./recover.ts";
import { run } from "./run.ts";

const LIFE_MS = 5_000;
const LOOK_AGAIN_MS = 250;

/**
 * Drives one deletion as far as it can go without a person. Raises the fencing token, so that whoever drove
 * it before writes nothing about items any more; recovers what was left open; then works state by state.
 * Returns when a person has to act, when it is over, or when `signal` says that the process ends.
 */
export async function driveDeletion(c: EngineDeps, id: string, signal: AbortSignal): Promise<void> {
  const taken = await takeOver({ ...c, db: c.backgroundDb }, c.db, id, signal);
  if (!taken) return;
  const { d, before, now } = taken;
  const life = setInterval(() => {
    signOfLife(d).catch((error: unknown) =>
      log.warn({ deletion: id, err: error }, "no sign of life written"),
    );
  }, LIFE_MS);
  try {
    await pauseAfterDowntime(d, before, now);
    await recover(d);
    await together(d);
  } catch (error) {
    if (!(error instanceof Superseded)) throw error;
    log.info({ deletion: id }, "another driver took over");
  } finally {
    clearInterval(life);
  }
}

/**
 * Works and reads back side by side. The work alone says when the driver is done: two loops that each judged
 * the state by themselves could leave one of them alone with a state that needs both. When one fails the
 * other comes to its end first, so that answers under way are stored.
 */
async function together(d: Drive): Promise<void> {
  const stop = new AbortController();
  const joined = { ...d, signal: AbortSignal.any([d.signal, stop.signal]) };
  const ends = await Promise.allSettled(
    [work, readBacks].map((loop) => loop(joined).finally(() => stop.abort())),
  );
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}

async function takeOver(c: EngineDeps, promptDb: Db, id: string, signal: AbortSignal) {
  return await c.db.transaction(async (tx) => {
    // An id of another environment is never driven here (promise 8).
    const [before] = await tx
      .select(deletionColumns)
      .from(deletions)
      .where(and(eq(deletions.id, id), eq(deletions.environmentId, c.environment.id)))
      .for("update");
    if (!before || isTerminal(before.state)) return null;
    const [raised] = await tx
      .update(deletions)
      .set({ token: before.token + 1, drivenAt: sql`now()` })
      .where(eq(deletions.id, id))
      .returning({ token: deletions.token });
    const [last] = await rowsOf<{ no: number; now_ms: number }>(
      tx,
      sql`
        select coalesce(max(no), 0)::int as no, extract(epoch from now())::float8 * 1000 as now_ms
        from batches where deletion_id = ${id}
      `,
    );
    const d: Drive = {
      c,
      promptDb,
      id,
      environmentId: before.environmentId,
      token: raised?.token ?? before.token + 1,
      signal,
      nextBatchNo: Number(last?.no ?? 0) + 1,
    };
    // The database's clock: what it is compared with was written by it, perhaps for another machine.
    return { d, before, now: new Date(Number(last?.now_ms ?? Date.now())) };
  });
}

/** After a long time without anybody at it, a deletion does not go on by itself (design §7). */
async function pauseAfterDowntime(d: Drive, before: DeletionRow, now: Date): Promise<void> {
  const times = { drivenAt: before.drivenAt, startsAt: before.startsAt, now };
  if (!downtimeNeedsPerson(before.state, times)) return;
  await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (row.state !== before.state) return;
    await changeState(tx, row, "pause", { actor: SYSTEM, set: { pauseCode: "downtime", pauseDetail: {} } });
  });
}

async function work(d: Drive): Promise<void> {
  let cancelEnded = false;
  while (!d.signal.aborted) {
    const row = await current(d);
    switch (row.state) {
      case "collecting":
        await collect(d);
        break;
      case "forecasting":
        await forecast(d);
        break;
      case "countdown":
        await countDown(d, row);
        break;
      case "running":
        if (!row.plannedAt) await planAndStart(d);
        else await run(d);
        break;
      case "verifying":
        if (row.cancelledAt && !cancelEnded) await endCancelled(d, row.itemCount);
        cancelEnded = true;
        if (await finishIfDone(d)) return;
        await pauseFor(d, LOOK_AGAIN_MS);
        break;
      case "paused":
        if (!(await readBacksLeft(d))) return;
        await pauseFor(d, LOOK_AGAIN_MS);
        break;
      case "review":
      case "awaiting-approval":
      case "finished":
      case "failed":
      case "discarded":
        return;
      default:
        row.state satisfies never;
    }
  }
}

async function countDown(d: Drive, row: DeletionRow): Promise<void> {
  const [left] = await rowsOf<{ ms: number }>(
    d.c.db,
    sql`select (extract(epoch from starts_at - now()) * 1000)::float8 as ms from deletions where id = ${row.id}`,
  );
  const leftMs = Number(left?.ms ?? 0);
  if (leftMs > 0) return await pauseFor(d, Math.min(leftMs, LOOK_AGAIN_MS));
  await planAndStart(d);
}

async function readBacksLeft(d: Drive): Promise<boolean> {
  const [row] = await rowsOf<{ left: boolean }>(
    d.c.db,
    sql`
      select exists (select 1 from deletion_items where deletion_id = ${d.id} and check_at is not null)
        or exists (select 1 from batches where deletion_id = ${d.id} and check_at is not null) as left
    `,
  );
  return row?.left === true;
}
