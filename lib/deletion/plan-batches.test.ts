import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BATCH_SIZE, planResend, splitBatch } from "./plan-batches.ts";

describe("splitBatch", () => {
  it("halves without losing or repeating anything", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 2, maxLength: BATCH_SIZE, size: "max" }), (seqs) => {
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
