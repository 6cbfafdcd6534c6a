import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawnRows, rowWindow, scrollTopFor } from "./row-window";

const height = fc.integer({ min: 20, max: 2000 });
const rowHeight = fc.double({ min: 20, max: 120, noNaN: true });
const count = fc.integer({ min: 0, max: 5000 });

describe("the window of rows", () => {
  it("holds every row in sight, wherever one scrolls", () => {
    fc.assert(
      fc.property(fc.nat({ max: 300_000 }), height, rowHeight, count, (scrollTop, h, row, n) => {
        const { from, to } = rowWindow({ scrollTop, height: h, rowHeight: row, count: n });
        const first = Math.floor(scrollTop / row);
        for (let index = first; index <= first + Math.floor(h / row) && index < n; index++) {
          expect(index >= from && index < to).toBe(true);
        }
        expect(to - from).toBeLessThan(h / row + 48);
      }),
    );
  });

  it("stays the same over a few rows, so that scrolling seldom draws anew", () => {
    const at = (scrollTop: number) => rowWindow({ scrollTop, height: 600, rowHeight: 50, count: 1000 });
    expect(at(10_000)).toEqual(at(10_049));
    expect(at(10_000)).not.toEqual(at(10_000 + 9 * 50));
  });
});

it("rows and gaps add up to the list, also with the focused row far away", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 500 }),
      fc.nat({ max: 60 }),
      fc.integer({ min: -1, max: 700 }),
      (from, size, kept) => {
        const drawn = drawnRows({ from, to: from + size }, kept);
        const indexes = drawn.map((row) => row.index);
        expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b));
        const covered = drawn.reduce((sum, row) => sum + row.rowsAbove + 1, 0);
        expect(covered).toBe(indexes.length === 0 ? 0 : (indexes.at(-1) ?? 0) + 1);
        if (kept >= 0) expect(indexes).toContain(kept);
      },
    ),
  );
});

it("scrolls just as far as needed to bring a row wholly into sight", () => {
  const view = { height: 500, rowHeight: 50, headerHeight: 36 };
  fc.assert(
    fc.property(fc.nat({ max: 1000 }), fc.nat({ max: 50_000 }), (index, scrollTop) => {
      const to = scrollTopFor(index, { ...view, scrollTop });
      expect(index * 50).toBeGreaterThanOrEqual(to);
      expect(36 + (index + 1) * 50).toBeLessThanOrEqual(to + 500);
      expect(scrollTopFor(index, { ...view, scrollTop: to })).toBe(to);
    }),
  );
});
