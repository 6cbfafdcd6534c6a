import { and, eq, inArray, sql } from "drizzle-orm";
import { inFlight } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import type { ClaimedBatch } from "./claim.ts";
import type { Drive } from "./context.ts";

/**
 * The batch waits in line again. Its ids are let go of: they are not under way, and since a pause may last,
 * nobody else has to wait for them. A claim holds them anew.
 */
export async function putBack(
  tx: Tx,
  d: Drive,
  batch: Pick<ClaimedBatch, "no" | "items">,
  delayMs = 0,
  { isTry } = { isTry: delayMs > 0 },
): Promise<void> {
  await setPending(tx, d, batch.no, delayMs, { isTry });
  await letGo(tx, d, batch.items);
}

export async function letGo(tx: Tx, d: Drive, items: readonly { videoId: string }[]): Promise<void> {
  if (items.length === 0) return;
  await tx.delete(inFlight).where(
    and(
      eq(inFlight.environmentId, d.environmentId),
      eq(inFlight.deletionId, d.id),
      inArray(
        inFlight.videoId,
        items.map((i) => i.videoId),
      ),
    ),
  );
}

/** Moves items into a new pending batch of the same lane. */
export async function addBatch(
  tx: Tx,
  d: Drive,
  parent: Pick<ClaimedBatch, "no" | "lane">,
  items: readonly { seq: number }[],
  options: { look: boolean; held?: boolean; delayMs: number },
): Promise<void> {
  const no = d.nextBatchNo++;
  await tx.execute(sql`
    insert into batches (deletion_id, no, lane, state, size, parent_no, look, held, not_before)
    values (${d.id}, ${no}, ${parent.lane}, 'pending', ${items.length}, ${parent.no}, ${options.look},
            ${options.held ?? false}::boolean, now() + make_interval(secs => ${options.delayMs / 1000}::float8))
  `);
  await tx.execute(sql`
    update deletion_items set batch_no = ${no}
    where deletion_id = ${d.id}
      and seq in (select jsonb_array_elements(${JSON.stringify(items.map((i) => i.seq))}::jsonb)::int)
  `);
}

type BatchState = "pending" | "claimed" | "sending" | "answered" | "split";

export async function setBatches(
  tx: Tx,
  d: Drive,
  batches: readonly { no: number }[],
  state: BatchState,
): Promise<void> {
  if (batches.length === 0) return;
  await tx.execute(sql`
    update batches b set state = ${state}, not_before = null
    from jsonb_array_elements(${JSON.stringify(batches.map((b) => b.no))}::jsonb) as n(no)
    where b.deletion_id = ${d.id} and b.no = n.no::int
  `);
}

/** Back in line, no earlier than after `delayMs`. `isTry`: whether it was asked about in vain. */
export async function setPending(
  tx: Tx,
  d: Drive,
  no: number,
  delayMs: number,
  { isTry }: { isTry: boolean },
): Promise<void> {
  await tx.execute(sql`
    update batches set
      state = 'pending',
      held = false,
      tries = tries + ${isTry ? 1 : 0}::int,
      not_before = case when ${delayMs}::float8 > 0 then now() + make_interval(secs => ${delayMs / 1000}::float8) end
    where deletion_id = ${d.id} and no = ${no}
  `);
}
