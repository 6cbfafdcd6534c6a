import { eq, sql } from "drizzle-orm";
import { type Actor, record } from "../audit/record.ts";
import { deletions } from "../db/schema.ts";
import { isDriven } from "../deletion/states.ts";
import { UseCaseError } from "../use-case-error.ts";
import { lockDeletion } from "./change-state.ts";
import { drive, type EngineDeps } from "./deps.ts";

/**
 * What kept a deletion from VOD may be mended: the driver, which leaves VOD alone for a while, asks at once.
 *
 * @throws UseCaseError `wrong-state` when nothing is in its way, or nobody drives it
 */
export async function tryAgain(c: EngineDeps, { id, actor }: { id: string; actor: Actor }): Promise<void> {
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    if (!row.obstacle || !isDriven(row.state)) throw new UseCaseError("wrong-state", { state: row.state });
    // The driver looks for this note while it waits.
    await tx.update(deletions).set({ obstacle: null, updatedAt: sql`now()` }).where(eq(deletions.id, id));
    await record(tx, {
      environmentId: row.environmentId,
      actor,
      action: "deletion.try-again",
      subjectType: "deletion",
      subjectId: id,
      detail: { code: row.obstacle.code },
    });
  });
  await drive(c, id);
}
