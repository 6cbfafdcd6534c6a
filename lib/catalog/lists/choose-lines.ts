import { and, asc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import { type Actor, record } from "../../audit/record.ts";
import { idListLines } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { type BulkChoice, pickVideo } from "../../lists/pick-video.ts";
import { type ListDeps, type ListRow, lockOpenList } from "./list-row.ts";
import { type JudgedLine, placeLines } from "./place-lines.ts";
import { updateLines } from "./update-lines.ts";
import type { ChoiceStep } from "./views.ts";

/** Lines a step: whoever else wants the list, or the embedded store, waits no longer than for that. */
const SLICE = 1_000;

/**
 * One step of a choice for all ambiguous lines at once: the next of them after `after` are taken by the rule, as
 * far as it says which video each means; the others stay ambiguous. The rule `none` takes choices back. What a
 * person chose line by line is left alone by the other two. The page repeats it with `next`, until that is null.
 *
 * @throws UseCaseError `not-found`, `conflict` before the list's seal and after its use
 */
export async function chooseLines(
  c: ListDeps,
  input: { actor: Actor; listId: string; by: BulkChoice; after: number },
  sliceSize = SLICE,
): Promise<ChoiceStep> {
  const { listId, by } = input;
  return await c.db.transaction(async (tx) => {
    const list = await lockOpenList(tx, c.environment.id, listId);
    const lines = await tx
      .select()
      .from(idListLines)
      .where(
        and(
          eq(idListLines.idListId, listId),
          inArray(idListLines.status, by === "none" ? ["chosen", "duplicate"] : ["ambiguous"]),
          isNotNull(idListLines.candidates),
          gt(idListLines.no, input.after),
        ),
      )
      .orderBy(asc(idListLines.no))
      .limit(sliceSize);
    const changed = by === "none" ? await reopen(tx, list, lines) : await choose(tx, list, lines, by);
    const last = lines.at(-1)?.no ?? input.after;
    if (changed > 0) {
      await record(tx, {
        environmentId: c.environment.id,
        actor: input.actor,
        action: "list.choose-all",
        subjectType: "list",
        subjectId: listId,
        detail: { by, lines: changed, from: lines[0]?.no, to: last },
      });
    }
    return { changed, open: lines.length - changed, next: lines.length < sliceSize ? null : last };
  });
}

type Line = typeof idListLines.$inferSelect;

async function choose(
  tx: Tx,
  list: ListRow,
  lines: readonly Line[],
  by: Exclude<BulkChoice, "none">,
): Promise<number> {
  const chosen = lines.flatMap(({ no, line, text, candidates }): JudgedLine[] => {
    const videoId = pickVideo({ text, candidates: candidates ?? [] }, by);
    return videoId === null ? [] : [{ no, line, text, judgement: { status: "chosen", videoId } }];
  });
  await updateLines(tx, list, ["ambiguous"], await placeLines(tx, list.id, chosen));
  return chosen.length;
}

async function reopen(tx: Tx, list: ListRow, lines: readonly Line[]): Promise<number> {
  const open = lines.map((line) => ({ ...line, status: "ambiguous" as const, videoId: null, detail: null }));
  await updateLines(tx, list, ["chosen", "duplicate"], open);
  return open.length;
}
