import { readGuarded, readProtection } from "../../catalog/read-protection.ts";
import type { Tx } from "../../db/types.ts";
import { type OutcomeChange, setOutcomes } from "../set-outcomes.ts";
import type { ClaimedBatch } from "./claim.ts";
import type { Drive } from "./context.ts";

/**
 * Takes out of claimed batches what a rule covers now, by category and tags as the catalog saw them last. Ids
 * that the catalog does not hold are looked at live before they are sent, where category or tags matter.
 *
 * @returns the batches without it, and what ends: see `endSpared`
 */
export async function spareProtected(
  tx: Tx,
  d: Drive,
  batches: readonly ClaimedBatch[],
): Promise<{ batches: ClaimedBatch[]; spared: OutcomeChange[] }> {
  const protection = await readProtection(tx, d.environmentId);
  if (protection.isEmpty) return { batches: [...batches], spared: [] };
  const ids = batches.flatMap((batch) => batch.items.map((item) => item.videoId));
  const known = protection.needsCatalog ? await readGuarded(tx, d.environmentId, ids) : null;
  const spared: OutcomeChange[] = [];
  const left = batches.map((batch) => {
    const items = batch.items.filter(({ seq, videoId }) => {
      const rule = protection.covering(known?.get(videoId) ?? { videoId, cateId: null, tags: null });
      if (!rule) return true;
      spared.push({
        seq,
        from: "pending",
        to: "not-sent",
        reason: "protected",
        code: protection.noteOf(rule),
      });
      return false;
    });
    const isStrange = known !== null && items.some((item) => !known.has(item.videoId));
    return { ...batch, items, look: batch.look || isStrange };
  });
  return { batches: left, spared };
}

/** Ends what was spared. The last thing its transaction does, as tallies are for everybody who changes them. */
export async function endSpared(tx: Tx, d: Drive, spared: readonly OutcomeChange[]): Promise<void> {
  await setOutcomes(tx, { id: d.id, environmentId: d.environmentId }, "protection", spared);
}
