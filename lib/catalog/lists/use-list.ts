import { eq, sql } from "drizzle-orm";
import { type Actor, record } from "../../audit/record.ts";
import { idLists } from "../../db/schema.ts";
import { noCounts, readyCount } from "../../lists/line-status.ts";
import { UseCaseError } from "../../use-case-error.ts";
import { type ListDeps, lockListRow } from "./list-row.ts";

/**
 * Makes the ready lines of a list a selection. From now on it is what it is: nothing is checked or chosen in it
 * any more. Doing so again gives the same selection.
 *
 * @throws UseCaseError `not-found`, `conflict` before the seal, `empty-list` where no line is ready
 */
export async function useListAsSelection(
  c: ListDeps,
  input: { actor: Actor; listId: string },
): Promise<{ id: string; name: string | null; count: number }> {
  return await c.db.transaction(async (tx) => {
    const row = await lockListRow(tx, c.environment.id, input.listId);
    const { id, name } = row;
    if (!row.sealedAt) throw new UseCaseError("conflict");
    if (row.usedAt) return { id, name, count: row.count };
    const count = readyCount(row.counts ?? noCounts());
    if (count === 0) throw new UseCaseError("empty-list");
    await tx.update(idLists).set({ usedAt: sql`now()`, count }).where(eq(idLists.id, id));
    await record(tx, {
      environmentId: c.environment.id,
      actor: input.actor,
      action: "list.use",
      subjectType: "list",
      subjectId: id,
      detail: { count, counts: row.counts },
    });
    return { id, name, count };
  });
}
