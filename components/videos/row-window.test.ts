import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BLOCK, drawnBlocks, rowWindow, scrollTopFor } from "./row-window";

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

it("blocks and gaps add up to the list, also with the focused row far away", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 60 }),
      fc.nat({ max: 60 }),
      fc.integer({ min: -1, max: 700 }),
      (first, size, kept) => {
        const drawn = drawnBlocks({ from: first * BLOCK, to: first * BLOCK + size }, kept);
        const blocks = drawn.map(({ block }) => block);
        expect(blocks).toEqual([...new Set(blocks)].sort((a, b) => a - b));
        const covered = drawn.reduce((sum, { blocksAbove }) => sum + blocksAbove + 1, 0);
        expect(covered).toBe(blocks.length === 0 ? 0 : (blocks.at(-1) ?? 0) + 1);
        for (let row = first * BLOCK; row < first * BLOCK + size; row++) {
          expect(blocks).toContain(Math.floor(row / BLOCK));
        }
        if (kept >= 0) expect(blocks).toContain(Math.floor(kept / BLOCK));
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
