import { eq, sql } from "drizzle-orm";
import type { Actor } from "../audit/record.ts";
import { mayBeCovered, readProtection } from "../catalog/read-protection.ts";
import { deletions } from "../db/schema.ts";
import { changeState, lockDeletion } from "./change-state.ts";
import { drive, type EngineDeps } from "./deps.ts";
import { newProtections } from "./new-protections.ts";
import { readTallies } from "./seen-outcome.ts";
import { recountTallies } from "./set-outcomes.ts";

type Input = { id: string; actor: Actor };

/** Back to the review; nothing has been sent. @throws UseCaseError `wrong-state` once the countdown is over */
export async function undoConfirm(c: EngineDeps, { id, actor }: Input): Promise<void> {
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    await changeState(tx, row, "undo", {
      actor,
      set: {
        confirmedDigest: null,
        confirmedBy: null,
        confirmedByName: null,
        confirmedAt: null,
        startsAt: null,
      },
    });
  });
}

/** No further call leaves; what is under way is read to its end, and read-backs go on. */
export async function pauseDeletion(c: EngineDeps, { id, actor }: Input): Promise<void> {
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    await changeState(tx, row, "pause", {
      actor,
      set: { pauseCode: "paused-by-person", pauseDetail: { name: actor.name } },
    });
  });
}

/** Goes on. A person who resumes after a first batch that failed has seen why, so its lane opens. */
export async function resumeDeletion(c: EngineDeps, { id, actor }: Input): Promise<void> {
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    const lane = row.pauseCode === "first-batch-failed" ? row.pauseDetail?.lane : undefined;
    const openLanes = [...row.openLanes];
    if (lane === "normal" || lane === "force") openLanes.push(lane);
    await changeState(tx, row, "resume", {
      actor,
      // The time it waited for a person is no downtime.
      set: { pauseCode: null, pauseDetail: null, obstacle: null, openLanes, drivenAt: sql`now()` },
    });
  });
  await drive(c, id);
}

/**
 * What was not sent never will be. Before the first call the deletion is finished at once; afterwards what was
 * sent is still reconciled and verified. The state changes alone, so that no call leaves while the driver ends
 * what may be a million items.
 */
export async function cancelDeletion(c: EngineDeps, { id, actor }: Input): Promise<void> {
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    const pending = (await readTallies(tx, id)).find((tally) => tally.outcome === "pending");
    const next = await changeState(tx, row, "cancel", {
      actor,
      set: { cancelledAt: sql`now()`, pauseCode: null, pauseDetail: null },
      detail: { notSent: pending?.count ?? 0 },
    });
    if (next !== "finished") return;
    await tx.execute(sql`
      update deletion_items set outcome = 'not-sent', not_sent_reason = 'cancelled', ended_at = now()
      where deletion_id = ${id} and outcome = 'pending'
    `);
    await recountTallies(tx, id);
    await tx
      .update(deletions)
      .set({ result: "cancelled", finishedAt: sql`now()` })
      .where(eq(deletions.id, id));
  });
  await drive(c, id);
}

/** Throws a deletion away of which nothing was sent: before or in its review. */
export async function discardDeletion(c: EngineDeps, { id, actor }: Input): Promise<void> {
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    await changeState(tx, row, "discard", { actor, set: { finishedAt: sql`now()`, obstacle: null } });
  });
}

/**
 * Looks live again at what could not be checked, was busy, forbidden or protected, at everything whose last look
 * is more than an hour old, and at what newer protection rules may cover. Consents are void, since the looks may
 * change what they covered.
 */
export async function recheckForecast(c: EngineDeps, { id, actor }: Input): Promise<void> {
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    await changeState(tx, row, "recheck", {
      actor,
      set: { progressSeq: 0, revision: row.revision + 1, consents: [], obstacle: null },
    });
    const rules = await newProtections(tx, row);
    const covered =
      rules > 0 ? mayBeCovered(row.environmentId, await readProtection(tx, row.environmentId)) : sql`false`;
    await tx.execute(sql`
      update deletion_items i set inspected_at = null
      where deletion_id = ${id} and (
        "group" in ('unchecked', 'busy', 'forbidden', 'protected')
        or inspected_at < now() - interval '1 hour' or ${covered})
    `);
  });
  await drive(c, id);
}
