import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawnRows, growFull, keepFull, rowWindow, scrollTopFor } from "./row-window";

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

const rowsFrom = fc
  .tuple(fc.nat({ max: 300 }), fc.nat({ max: 40 }))
  .map(([from, size]) => ({ from, to: from + size }));

describe("the rows drawn in full", () => {
  it("become the whole window, a few at a time, wherever it has jumped to", () => {
    fc.assert(
      fc.property(rowsFrom, rowsFrom, fc.nat({ max: 400 }), (window, before, first) => {
        let full = keepFull(window, before);
        for (let frame = 0; frame < 45; frame++) {
          const next = growFull(window, full, first);
          expect(next.to - next.from - (full.to - full.from)).toBeLessThanOrEqual(2);
          expect(next.from).toBeGreaterThanOrEqual(window.from);
          expect(next.to).toBeLessThanOrEqual(window.to);
          full = next;
        }
        expect(full).toEqual(window);
      }),
    );
  });

  it("stay so as long as they are in the window, and begin in sight after a jump", () => {
    expect(keepFull({ from: 10, to: 40 }, { from: 0, to: 30 })).toEqual({ from: 10, to: 30 });
    expect(growFull({ from: 100, to: 140 }, { from: 0, to: 30 }, 108)).toEqual({ from: 108, to: 110 });
  });
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
