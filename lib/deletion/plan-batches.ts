/** The most ids of one DeleteMezzanines call (vod-api.md §1.2). */
export const BATCH_SIZE = 20;

/** From this many sends on, what comes back to pending goes out in halves: one of its ids may be poison. */
export const SPLIT_FROM_SENDS = 2;

/**
 * Halves a batch, so that a poison id ends up alone after at most five rounds. The first half is never the
 * shorter one.
 *
 * @throws RangeError for fewer than two: a batch of one is not split, its item fails by itself.
 */
export function splitBatch<T>(seqs: readonly T[]): [T[], T[]] {
  if (seqs.length < 2) throw new RangeError("A batch of fewer than two items cannot be split.");
  const middle = Math.ceil(seqs.length / 2);
  return [seqs.slice(0, middle), seqs.slice(middle)];
}

/**
 * How items that went back to pending go out again. After one lost answer they go together once more; when
 * that was lost too, in halves, so that an id that makes every call fail drags no other down with it.
 *
 * @param sends how often this batch was sent, its parents' sends included.
 */
export function planResend<T>(seqs: readonly T[], sends: number): T[][] {
  if (seqs.length === 0) return [];
  return seqs.length > 1 && sends >= SPLIT_FROM_SENDS ? splitBatch(seqs) : [[...seqs]];
}
