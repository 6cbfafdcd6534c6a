import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { type Actor, record } from "../audit/record.ts";
import { deletions } from "../db/schema.ts";
import type { Tx } from "../db/types.ts";
import { type DeletionEvent, nextState } from "../deletion/states.ts";
import type { DeletionState } from "../deletion/types.ts";
import { UseCaseError } from "../use-case-error.ts";

/** Of an exclusion of thousands of ids, reading the row would read them all, many times a second. */
const { excludedIds: _, ...lean } = getTableColumns(deletions);

/** What is read of a deletion: its row without the ids that its filter leaves out. */
export const deletionColumns = lean;
export type DeletionRow = Omit<typeof deletions.$inferSelect, "excludedIds">;

/**
 * Takes the row for the rest of the transaction. A deletion of another environment does not exist here.
 *
 * @throws UseCaseError `not-found`
 */
export async function lockDeletion(tx: Tx, environmentId: string, id: string): Promise<DeletionRow> {
  const [row] = await tx
    .select(deletionColumns)
    .from(deletions)
    .where(and(eq(deletions.id, id), eq(deletions.environmentId, environmentId)))
    .for("update");
  if (!row) throw new UseCaseError("not-found");
  return row;
}

/**
 * One step of the life of a deletion (the table is in lib/deletion/states.ts), with its audit row.
 *
 * @throws UseCaseError `wrong-state` when the step does not exist from where the deletion is
 */
export async function changeState(
  tx: Tx,
  row: Pick<DeletionRow, "id" | "environmentId" | "state">,
  event: DeletionEvent,
  by: {
    actor: Actor;
    set?: PgUpdateSetSource<typeof deletions>;
    detail?: Record<string, unknown>;
  },
): Promise<DeletionState> {
  const next = nextState(row.state, event);
  if (!next) throw new UseCaseError("wrong-state", { state: row.state });
  await tx
    .update(deletions)
    .set({ ...by.set, state: next, updatedAt: sql`now()` })
    .where(and(eq(deletions.id, row.id), eq(deletions.state, row.state)));
  await record(tx, {
    environmentId: row.environmentId,
    actor: by.actor,
    action: `deletion.${event}`,
    subjectType: "deletion",
    subjectId: row.id,
    detail: { from: row.state, to: next, ...by.detail },
  });
  return next;
}
