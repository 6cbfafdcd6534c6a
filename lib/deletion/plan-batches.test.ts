import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BATCH_SIZE, batchCount, planBatches, planResend, splitBatch } from "./plan-batches.ts";

const anyItems = fc
  .array(fc.constantFrom("normal" as const, "force" as const), { maxLength: 200 })
  .map((lanes) => lanes.map((lane, index) => ({ seq: index + 1, lane })));
const anySize = fc.integer({ min: 1, max: BATCH_SIZE });

describe("planBatches", () => {
  it("puts every item into exactly one batch, of its own lane, in order, none over the size", () => {
    fc.assert(
      fc.property(anyItems, anySize, (items, size) => {
        const batches = planBatches(items, size);
        expect(batches.flatMap((batch) => batch.seqs).toSorted((a, b) => a - b)).toEqual(
          items.map((item) => item.seq),
        );
        expect(batches.map((batch) => batch.no)).toEqual(batches.map((_, index) => index + 1));
        for (const batch of batches) {
          expect(batch.seqs.length).toBeGreaterThan(0);
          expect(batch.seqs.length).toBeLessThanOrEqual(size);
          expect(batch.seqs).toEqual(batch.seqs.toSorted((a, b) => a - b));
          for (const seq of batch.seqs) expect(items[seq - 1]?.lane).toBe(batch.lane);
        }
        const lanes = { normal: 0, force: 0 };
        for (const item of items) lanes[item.lane] += 1;
        expect(batches.length).toBe(batchCount(lanes, size));
      }),
    );
  });

  it.each([
    [0, 0],
    [1, 1],
    [19, 1],
    [20, 1],
    [21, 2],
    [1_000_001, 50_001],
  ])("%d items of one lane are %d calls", (items, calls) => {
    expect(batchCount({ normal: items, force: 0 })).toBe(calls);
    expect(batchCount({ normal: 0, force: items })).toBe(calls);
  });

  it.each([0, 21, 1.5, -1, Number.NaN])("refuses a size of %d", (size) => {
    expect(() => planBatches([], size)).toThrow(RangeError);
    expect(() => batchCount({ normal: 1, force: 1 }, size)).toThrow(RangeError);
  });
});

describe("splitBatch", () => {
  it("halves without losing or repeating anything", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 2, maxLength: BATCH_SIZE }), (seqs) => {
        const [first, second] = splitBatch(seqs);
        expect([...first, ...second]).toEqual(seqs);
        expect(first.length - second.length).toBeGreaterThanOrEqual(0);
        expect(first.length - second.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("isolates any poison id of a full batch within five rounds", () => {
    for (let poison = 0; poison < BATCH_SIZE; poison += 1) {
      let batch = Array.from({ length: BATCH_SIZE }, (_, index) => index);
      let rounds = 0;
      for (; batch.length > 1; rounds += 1) {
        const [first, second] = splitBatch(batch);
        batch = first.includes(poison) ? first : second;
      }
      expect(batch).toEqual([poison]);
      expect(rounds).toBeLessThanOrEqual(5);
    }
  });

  it("does not split what stands alone", () => {
    expect(() => splitBatch([1])).toThrow(RangeError);
    expect(() => splitBatch([])).toThrow(RangeError);
  });
});

describe("planResend", () => {
  it("sends together once more, then in halves", () => {
    expect(planResend([1, 2, 3], 1)).toEqual([[1, 2, 3]]);
    expect(planResend([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
    expect(planResend([1], 5)).toEqual([[1]]);
    expect(planResend([], 1)).toEqual([]);
  });
});
