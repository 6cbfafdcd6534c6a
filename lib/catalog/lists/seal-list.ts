import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { type Actor, record } from "../../audit/record.ts";
import { idLists } from "../../db/schema.ts";
import { UseCaseError } from "../../use-case-error.ts";
import { type ListDeps, lockListRow } from "./list-row.ts";

const WORTH_STATISTICS = 5_000;

/**
 * Closes a list after its last part, if it is what its sender counted: as many parts and lines, with the same
 * content. Sealing it again changes nothing.
 *
 * @param input.digest SHA-256 over the hex digests of the parts in order, each followed by a line feed
 * @throws UseCaseError `not-found`, or `digest-mismatch`: then the list is not used, and must be sent anew
 */
export async function sealList(
  c: ListDeps,
  input: { actor: Actor; listId: string; parts: number; lines: number; digest: string },
): Promise<void> {
  const sealed = await c.db.transaction(async (tx) => {
    const row = await lockListRow(tx, c.environment.id, input.listId);
    if (row.createdBy !== input.actor.id) throw new UseCaseError("not-found");
    const digests = row.partDigests ?? [];
    const same =
      digests.length === input.parts &&
      row.lineCount === input.lines &&
      digestOf(digests) === input.digest.toLowerCase();
    if (!same)
      throw new UseCaseError("digest-mismatch", { parts: digests.length, lines: row.lineCount ?? 0 });
    if (row.sealedAt) return false;
    await tx.update(idLists).set({ sealedAt: sql`now()` }).where(eq(idLists.id, row.id));
    await record(tx, {
      environmentId: c.environment.id,
      actor: input.actor,
      action: "list.seal",
      subjectType: "list",
      subjectId: row.id,
      detail: { lines: input.lines, digest: input.digest, counts: row.counts },
    });
    return true;
  });
  // Without statistics the planner takes a list for a few rows, and each slice of it sorts all that is left.
  if (sealed && input.lines >= WORTH_STATISTICS) {
    await c.db.execute(sql`analyze id_list_lines (id_list_id, video_id)`);
  }
}

function digestOf(parts: readonly string[]): string {
  return createHash("sha256")
    .update(parts.map((digest) => `${digest}\n`).join(""))
    .digest("hex");
}
