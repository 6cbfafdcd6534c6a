import { randomUUID } from "node:crypto";
import { type Actor, record } from "../../audit/record.ts";
import { idLists } from "../../db/schema.ts";
import { type ListSource, noCounts } from "../../lists/line-status.ts";
import type { ListDeps } from "./list-row.ts";

/** Begins a list; its parts follow. Until it is sealed it is nothing that could be selected. */
export async function openList(
  c: ListDeps,
  input: { actor: Actor; source: ListSource; name: string | null },
): Promise<{ id: string }> {
  const id = randomUUID();
  await c.db.transaction(async (tx) => {
    await tx.insert(idLists).values({
      id,
      environmentId: c.environment.id,
      createdBy: input.actor.id,
      count: 0,
      source: input.source,
      name: input.name,
      lineCount: 0,
      partDigests: [],
      counts: noCounts(),
    });
    await record(tx, {
      environmentId: c.environment.id,
      actor: input.actor,
      action: "list.open",
      subjectType: "list",
      subjectId: id,
      detail: { source: input.source, name: input.name },
    });
  });
  return { id };
}
