import { and, eq, sql } from "drizzle-orm";
import { type Actor, record } from "../audit/record.ts";
import { protections } from "../db/schema.ts";
import { UseCaseError } from "../use-case-error.ts";
import type { EngineDeps } from "./deps.ts";

/**
 * A rule covers nothing any more; it stays in the record. What it kept back is not sent by this: a deletion only
 * ever loses items, so they need a look anew, in a review or in another deletion.
 *
 * @throws UseCaseError `not-found` in this environment, `conflict` when somebody has removed it before
 */
export async function removeProtection(c: EngineDeps, input: { id: string; actor: Actor }): Promise<void> {
  const environmentId = c.environment.id;
  const { id, actor } = input;
  await c.db.transaction(async (tx) => {
    const [rule] = await tx
      .select()
      .from(protections)
      .where(and(eq(protections.environmentId, environmentId), eq(protections.id, id)))
      .for("update");
    if (!rule) throw new UseCaseError("not-found");
    if (rule.removedAt) throw new UseCaseError("conflict", { by: rule.removedByName ?? "" });
    await tx
      .update(protections)
      .set({ removedBy: actor.id, removedByName: actor.name, removedAt: sql`now()` })
      .where(and(eq(protections.environmentId, environmentId), eq(protections.id, id)));
    await record(tx, {
      environmentId,
      actor,
      action: "protection.remove",
      subjectType: "protection",
      subjectId: id,
      detail: { kind: rule.kind, value: rule.value },
    });
  });
}
