import { and, eq, sql } from "drizzle-orm";
import { deletions } from "../../db/schema.ts";
import type { Db, Tx } from "../../db/types.ts";
import type { DeletionState } from "../../deletion/types.ts";
import { type DeletionRow, deletionColumns } from "../change-state.ts";
import type { EngineDeps } from "../deps.ts";
import { protectionsAdded } from "../protections-added.ts";

/** Another driver has taken over: this one writes nothing about items any more. */
export class Superseded extends Error {
  constructor(id: string) {
    super(`Another driver has taken over deletion ${id}.`);
    this.name = "Superseded";
  }
}

/** One driver at one deletion. Its token was raised at its start and fences all that it writes. */
export type Drive = {
  /** Its `db` is the background's. */
  c: EngineDeps;
  /** For a call that has its slot: a look that waited behind the run's own writes would let it leave late. */
  promptDb: Db;
  id: string;
  environmentId: string;
  token: number;
  /** Aborted when the process shuts down: no new call, what is in flight is read to its end. */
  signal: AbortSignal;
  /** The next number for a batch that is made on the way (halves, resends, held ids). */
  nextBatchNo: number;
};

/**
 * A transaction that holds only while this driver is the one. The deletion's row is shared, so that answers
 * of several calls may be stored side by side, while a change of state or a takeover waits for them.
 *
 * @throws Superseded
 */
export async function fenced<T>(
  d: Drive,
  run: (tx: Tx, now: { state: DeletionState }) => Promise<T>,
): Promise<T> {
  return await d.c.db.transaction(async (tx) => {
    const [row] = await tx
      .select({ token: deletions.token, state: deletions.state })
      .from(deletions)
      .where(and(eq(deletions.id, d.id), eq(deletions.environmentId, d.environmentId)))
      .for("share");
    if (!row || row.token !== d.token) throw new Superseded(d.id);
    return await run(tx, { state: row.state });
  });
}

/** Past running and paused nothing goes out any more: what comes back unsent stays so. */
export function isCancelled(state: DeletionState): boolean {
  return state !== "running" && state !== "paused";
}

/** What decides whether a call may leave; `protectionsAdded` counts the rules that were ever added. */
export type StateNow = { state: DeletionState; protectionsAdded: number };

/** Read right before each call, and so only what it needs, and without standing in line. @throws Superseded */
export async function stateNow(d: Drive): Promise<StateNow> {
  const { token, state } = deletions;
  const [row] = await d.promptDb
    .select({ token, state, protectionsAdded: protectionsAdded(d.environmentId) })
    .from(deletions)
    .where(eq(deletions.id, d.id));
  if (!row || row.token !== d.token) throw new Superseded(d.id);
  return row;
}

/** The row as it is now. @throws Superseded */
export async function current(d: Drive): Promise<DeletionRow> {
  const [row] = await d.c.db.select(deletionColumns).from(deletions).where(eq(deletions.id, d.id));
  if (!row || row.token !== d.token) throw new Superseded(d.id);
  return row;
}

/** Locks the row for a change of state. @throws Superseded */
export async function lockOwn(d: Drive, tx: Tx): Promise<DeletionRow> {
  const [row] = await tx.select(deletionColumns).from(deletions).where(eq(deletions.id, d.id)).for("update");
  if (!row || row.token !== d.token) throw new Superseded(d.id);
  return row;
}

/** The driver's sign of life, from which a long downtime is told after a restart. */
export async function signOfLife(d: Drive): Promise<void> {
  await d.c.db
    .update(deletions)
    .set({ drivenAt: sql`now()` })
    .where(and(eq(deletions.id, d.id), eq(deletions.token, d.token)));
}

/** Waits, but no longer than until the process shuts down. */
export function pauseFor(d: Pick<Drive, "signal">, ms: number): Promise<void> {
  if (d.signal.aborted || ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      d.signal.removeEventListener("abort", done);
      resolve();
    }
    d.signal.addEventListener("abort", done, { once: true });
  });
}
