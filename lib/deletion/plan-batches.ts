import type { Lane } from "./types.ts";

/** The most ids of one DeleteMezzanines call (vod-api.md §1.2). */
export const BATCH_SIZE = 20;

/** From this many sends on, what comes back to pending goes out in halves: one of its ids may be poison. */
export const SPLIT_FROM_SENDS = 2;

/** Batches in their sending order. The normal lane goes first: what a person forced gets the latest look. */
const LANES = ["normal", "force"] as const satisfies readonly Lane[];

export type PlannedItem = { seq: number; lane: Lane };

/** One call to be: `no` counts from 1 over both lanes, `seqs` are positions in the frozen list. */
export type PlannedBatch = { no: number; lane: Lane; seqs: number[] };

/**
 * Cuts the included items into numbered batches. Each batch holds one lane only (promise 4), every item is
 * in exactly one, items keep their order, and only the last batch of a lane may be short.
 *
 * @throws RangeError when the size is not a whole number from 1 to {@link BATCH_SIZE}.
 */
export function planBatches(items: readonly PlannedItem[], size: number = BATCH_SIZE): PlannedBatch[] {
  checkSize(size);
  const batches: PlannedBatch[] = [];
  for (const lane of LANES) {
    const seqs = items.filter((item) => item.lane === lane).map((item) => item.seq);
    for (let start = 0; start < seqs.length; start += size) {
      batches.push({ no: batches.length + 1, lane, seqs: seqs.slice(start, start + size) });
    }
  }
  return batches;
}

/** How many batches {@link planBatches} makes of that many items in each lane. */
export function batchCount(items: Record<Lane, number>, size: number = BATCH_SIZE): number {
  checkSize(size);
  return LANES.reduce((sum, lane) => sum + Math.ceil(items[lane] / size), 0);
}

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

function checkSize(size: number): void {
  if (!Number.isInteger(size) || size < 1 || size > BATCH_SIZE) {
    throw new RangeError(`A batch holds 1 to ${BATCH_SIZE} ids, not ${size}.`);
  }
}
