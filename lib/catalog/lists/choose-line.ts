import { and, eq } from "drizzle-orm";
import { type Actor, record } from "../../audit/record.ts";
import { idListLines } from "../../db/schema.ts";
import { UseCaseError } from "../../use-case-error.ts";
import { type ListDeps, lockOpenList } from "./list-row.ts";
import { placeLines } from "./place-lines.ts";
import { updateLines } from "./update-lines.ts";

/**
 * A person says which video an ambiguous line stands for, or takes that back (`videoId` null), and the line is
 * left out again.
 *
 * @throws UseCaseError `not-found`, `conflict` after the list's use, `invalid-input` for a line that is not
 *   ambiguous or a video that it cannot mean
 */
export async function chooseLine(
  c: ListDeps,
  input: { actor: Actor; listId: string; no: number; videoId: string | null },
): Promise<void> {
  const { listId, no, videoId } = input;
  await c.db.transaction(async (tx) => {
    const list = await lockOpenList(tx, c.environment.id, listId);
    const [found] = await tx
      .select()
      .from(idListLines)
      .where(and(eq(idListLines.idListId, listId), eq(idListLines.no, no)));
    const candidates = found?.candidates ?? [];
    if (!found || candidates.length === 0 || (videoId !== null && !candidates.includes(videoId))) {
      throw new UseCaseError("invalid-input", { line: found?.line ?? no });
    }
    // Chosen anew, it must not count as a duplicate of itself.
    const open = { ...found, status: "ambiguous" as const, videoId: null, detail: null };
    const counts = await updateLines(tx, list, ["chosen", "duplicate"], [open]);
    if (videoId !== null) {
      const chosen = { ...open, judgement: { status: "chosen" as const, videoId } };
      const placed = await placeLines(tx, listId, [chosen]);
      await updateLines(tx, { ...list, counts }, ["ambiguous"], placed);
    }
    await record(tx, {
      environmentId: c.environment.id,
      actor: input.actor,
      action: "list.choose",
      subjectType: "list",
      subjectId: listId,
      detail: { line: found.line, text: found.text, videoId },
    });
  });
}
