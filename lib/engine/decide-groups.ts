import { eq, sql } from "drizzle-orm";
import { type Actor, record } from "../audit/record.ts";
import { deletions } from "../db/schema.ts";
import type { DecidableGroup } from "../deletion/types.ts";
import { UseCaseError } from "../use-case-error.ts";
import { lockDeletion } from "./change-state.ts";
import type { EngineDeps } from "./deps.ts";

/**
 * Includes or excludes a whole group. Groups that need a typed consent are turned on by `giveConsent` only.
 *
 * @throws UseCaseError `wrong-state` outside the review, `consent-missing` for turning such a group on
 */
export async function decideGroup(
  c: EngineDeps,
  input: { id: string; group: DecidableGroup; include: boolean; actor: Actor },
): Promise<void> {
  const { id, group, include, actor } = input;
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    if (row.state !== "review") throw new UseCaseError("wrong-state", { state: row.state });
    if (include && group !== "removable") throw new UseCaseError("consent-missing", { group });
    // The group's decision speaks for all of it: single exceptions made before are taken back.
    await tx.execute(sql`
      update deletion_items set exception = null
      where deletion_id = ${id} and "group" = ${group} and exception is not null
    `);
    await tx
      .update(deletions)
      .set({
        decisions: { ...row.decisions, [group]: include },
        revision: row.revision + 1,
        updatedAt: sql`now()`,
      })
      .where(eq(deletions.id, id));
    await record(tx, {
      environmentId: row.environmentId,
      actor,
      action: "deletion.decide-group",
      subjectType: "deletion",
      subjectId: id,
      detail: { group, include },
    });
  });
}
