import { and, eq, isNotNull } from "drizzle-orm";
import { idLists } from "../../db/schema.ts";
import type { Db, Executor, Tx } from "../../db/types.ts";
import { UseCaseError } from "../../use-case-error.ts";

/** What the use cases of uploaded lists need. */
export type ListDeps = { db: Db; environment: { id: string } };

export type ListRow = typeof idLists.$inferSelect;

/**
 * An uploaded list of this environment.
 *
 * @throws UseCaseError `not-found`
 */
export async function readListRow(db: Executor, environmentId: string, id: string): Promise<ListRow> {
  const [row] = await db.select().from(idLists).where(isUploaded(environmentId, id));
  if (!row) throw new UseCaseError("not-found");
  return row;
}

/**
 * The same, held until the transaction ends: one change of a list at a time.
 *
 * @throws UseCaseError `not-found`
 */
export async function lockListRow(tx: Tx, environmentId: string, id: string): Promise<ListRow> {
  const [row] = await tx.select().from(idLists).where(isUploaded(environmentId, id)).for("update");
  if (!row) throw new UseCaseError("not-found");
  return row;
}

/** A list whose lines may still change. @throws UseCaseError `conflict` before its seal and after its use */
export async function lockOpenList(tx: Tx, environmentId: string, id: string): Promise<ListRow> {
  const row = await lockListRow(tx, environmentId, id);
  if (!row.sealedAt || row.usedAt) throw new UseCaseError("conflict");
  return row;
}

function isUploaded(environmentId: string, id: string) {
  return and(eq(idLists.id, id), eq(idLists.environmentId, environmentId), isNotNull(idLists.source));
}
