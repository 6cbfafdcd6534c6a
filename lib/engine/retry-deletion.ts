import { and, eq, notInArray, sql } from "drizzle-orm";
import type { Actor } from "../audit/record.ts";
import { rowsOf } from "../db/rows.ts";
import { deletions } from "../db/schema.ts";
import { type RetryCause, retryCauseOf } from "../deletion/retry-groups.ts";
import { TERMINAL_STATES } from "../deletion/states.ts";
import type { Lane, NotSentReason, Outcome } from "../deletion/types.ts";
import { UseCaseError } from "../use-case-error.ts";
import { lockDeletion } from "./change-state.ts";
import { insertDeletion } from "./create-deletion.ts";
import { drive, type EngineDeps } from "./deps.ts";
import { newId } from "./new-id.ts";

/**
 * Makes a child deletion of what a finished one left undone for this cause: a list with a forecast and a
 * review of its own, never straight to a run, and without its parent's consents. While such a child is open
 * it is the answer.
 *
 * @throws UseCaseError `wrong-state` before the parent is finished, `empty-list` when nothing is left
 */
export async function retryDeletion(
  c: EngineDeps,
  input: { id: string; cause: RetryCause; actor: Actor },
): Promise<{ id: string }> {
  const { cause, actor } = input;
  const id = await c.db.transaction(async (tx) => {
    const parent = await lockDeletion(tx, c.environment.id, input.id);
    if (parent.state !== "finished") throw new UseCaseError("wrong-state", { state: parent.state });
    const [open] = await tx
      .select({ id: deletions.id })
      .from(deletions)
      .where(
        and(
          eq(deletions.parentId, parent.id),
          eq(deletions.cause, cause),
          notInArray(deletions.state, [...TERMINAL_STATES]),
        ),
      );
    if (open) return open.id;
    const items = await rowsOf<{
      video_id: string;
      outcome: Outcome;
      not_sent_reason: NotSentReason | null;
      lane: Lane | null;
    }>(
      tx,
      sql`
        select video_id, outcome, not_sent_reason, lane from deletion_items
        where deletion_id = ${parent.id} and outcome not in ('verified', 'missing') order by seq
      `,
    );
    const ids = items
      .filter((i) => retryCauseOf({ outcome: i.outcome, reason: i.not_sent_reason, lane: i.lane }) === cause)
      .map((i) => i.video_id);
    if (ids.length === 0) throw new UseCaseError("empty-list");
    return await insertDeletion(tx, c.environment.id, {
      actor,
      idempotencyKey: newId(),
      selection: { kind: "ids", ids },
      selectedCount: ids.length,
      parent: { id: parent.id, cause },
    });
  });
  await drive(c, id);
  return { id };
}
