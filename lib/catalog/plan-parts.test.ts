import fc from "fast-check";
import { expect, it } from "vitest";
import { planParts } from "./plan-parts.ts";

const second = (n: number) => new Date(n * 1000);
const now = second(2_000_000_000);

it("parts follow one another without gap or overlap, and keep the outer bounds", () => {
  fc.assert(
    fc.property(
      fc.record({
        from: fc.option(fc.integer({ min: 1_000_000, max: 1_500_000_000 })),
        to: fc.option(fc.integer({ min: 1_600_000_000, max: 1_900_000_000 })),
        oldest: fc.integer({ min: 1_500_000_001, max: 1_599_999_999 }),
        total: fc.integer({ min: 0, max: 2_000_000 }),
      }),
      ({ from, to, oldest, total }) => {
        const range = {
          fromAt: from === null ? null : second(from),
          toAt: to === null ? null : second(to),
        };
        const parts = planParts(range, { total, bound: 10_000, oldest: second(oldest), now });
        if (total <= 10_000) {
          expect(parts).toBeNull();
          return;
        }
        expect(parts?.length).toBeGreaterThan(1);
        expect(parts?.at(0)?.fromAt).toEqual(range.fromAt);
        expect(parts?.at(-1)?.toAt).toEqual(range.toAt);
        for (const [i, part] of (parts ?? []).entries()) {
          if (i > 0) expect(part.fromAt).toEqual(parts?.[i - 1]?.toAt);
          if (part.fromAt && part.toAt) expect(part.fromAt.getTime()).toBeLessThan(part.toAt.getTime());
          if (part.toAt) expect(part.toAt.getTime() % 1000).toBe(0);
        }
      },
    ),
  );
});

it("the oldest video's second is in the first part, however few seconds there are", () => {
  const range = { fromAt: null, toAt: second(102) };
  expect(planParts(range, { total: 50_000, bound: 10_000, oldest: second(100), now })).toEqual([
    { fromAt: null, toAt: second(101) },
    { fromAt: second(101), toAt: second(102) },
  ]);
});

it("one second cannot be parted, and neither can what lies ahead of the clock", () => {
  const one = { fromAt: second(100), toAt: second(101) };
  expect(planParts(one, { total: 50_000, bound: 10, oldest: second(100), now })).toBeNull();
  const ahead = { fromAt: second(100), toAt: null };
  expect(planParts(ahead, { total: 50_000, bound: 10, oldest: second(200), now: second(150) })).toBeNull();
});
