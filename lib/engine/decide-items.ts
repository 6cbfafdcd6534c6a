import { and, eq, inArray, sql } from "drizzle-orm";
import { type Actor, record } from "../audit/record.ts";
import { deletionItems, deletions } from "../db/schema.ts";
import { DECIDABLE_GROUPS, type Exception } from "../deletion/types.ts";
import { UseCaseError } from "../use-case-error.ts";
import { lockDeletion } from "./change-state.ts";
import type { EngineDeps } from "./deps.ts";

/**
 * Makes single items differ from their group's decision, or follow it again (`null`). Items of groups that
 * are never sent cannot be included. An item included from a group that needs consent voids the consent.
 *
 * @throws UseCaseError `wrong-state` outside the review, `invalid-input` for items that cannot be included
 */
export async function decideItems(
  c: EngineDeps,
  input: { id: string; seqs: number[]; exception: Exception | null; actor: Actor },
): Promise<void> {
  const { id, seqs, exception, actor } = input;
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    if (row.state !== "review") throw new UseCaseError("wrong-state", { state: row.state });
    const changed = await tx
      .update(deletionItems)
      .set({ exception })
      .where(
        and(
          eq(deletionItems.deletionId, id),
          inArray(deletionItems.seq, seqs),
          inArray(deletionItems.group, [...DECIDABLE_GROUPS]),
        ),
      )
      .returning({ seq: deletionItems.seq });
    if (changed.length !== new Set(seqs).size) throw new UseCaseError("invalid-input");
    await tx
      .update(deletions)
      .set({ revision: row.revision + 1, updatedAt: sql`now()` })
      .where(eq(deletions.id, id));
    await record(tx, {
      environmentId: row.environmentId,
      actor,
      action: "deletion.decide-items",
      subjectType: "deletion",
      subjectId: id,
      detail: { exception, count: seqs.length, seqs: seqs.slice(0, 100) },
    });
  });
}
