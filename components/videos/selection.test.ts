import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  coverage,
  isSelected,
  NOTHING,
  rowsBetween,
  type Selection,
  selectionFromText,
  selectionToText,
  setRows,
  stretch,
  sumSizes,
} from "./selection";

const row = (id: string, sizeBytes: number | null = 10, within = true) => ({ id, sizeBytes, within });
const all: Selection = { kind: "filter", filterText: "status=Normal", excluded: new Map() };

describe("a selection of ids", () => {
  it("takes rows in and out by id, and keeps those that are not shown", () => {
    const some = setRows(NOTHING, [row("a", 1), row("b", null)], true);
    const later = setRows(some, [row("c", 5)], true);
    const without = setRows(later, [row("a", 1)], false);
    expect(without).toEqual({
      kind: "ids",
      ids: new Map([
        ["b", null],
        ["c", 5],
      ]),
    });
    expect(without.kind === "ids" && sumSizes(without.ids)).toEqual({ bytes: 5, unsized: 1 });
  });

  it("counts a row once, however often it is taken in", () => {
    const twice = setRows(setRows(NOTHING, [row("a")], true), [row("a")], true);
    expect(twice.kind === "ids" && sumSizes(twice.ids)).toEqual({ bytes: 10, unsized: 0 });
  });
});

describe("a selection by filter", () => {
  it("holds every row the filter matches, but the excluded ones", () => {
    const without = setRows(all, [row("a")], false);
    expect(isSelected(without, row("a"))).toBe(false);
    expect(isSelected(without, row("b"))).toBe(true);
    expect(setRows(without, [row("a")], true)).toEqual(all);
  });

  it("neither shows nor takes a row that the filter does not match", () => {
    const foreign = row("x", 10, false);
    expect(isSelected(all, foreign)).toBe(false);
    expect(setRows(all, [foreign], true)).toBe(all);
    expect(setRows(all, [foreign], false)).toBe(all);
  });
});

it("the header's box is about the rows shown: all, some or none, and whether one more can be taken", () => {
  const rows = [row("a"), row("b")];
  expect(coverage(NOTHING, rows)).toEqual({ state: "none", canGrow: true });
  expect(coverage(setRows(NOTHING, [row("b")], true), rows)).toEqual({ state: "some", canGrow: true });
  expect(coverage(setRows(NOTHING, rows, true), rows)).toEqual({ state: "all", canGrow: false });
  expect(coverage(all, [...rows, row("x", 1, false)])).toEqual({ state: "some", canGrow: false });
  expect(coverage(setRows(NOTHING, [row("z")], true), rows).state).toBe("none");
  expect(coverage(NOTHING, [])).toEqual({ state: "none", canGrow: false });
});

it("a range goes from either side, and shrinks to the row itself when its start is not shown", () => {
  const rows = ["a", "b", "c", "d"].map((id) => row(id));
  const ids = (from: string | null, to: string) => rowsBetween(rows, from, to).map((r) => r.id);
  expect(ids("b", "d")).toEqual(["b", "c", "d"]);
  expect(ids("d", "b")).toEqual(["b", "c", "d"]);
  expect(ids("gone", "c")).toEqual(["c"]);
  expect(ids(null, "c")).toEqual(["c"]);
});

describe("a range stretched row by row", () => {
  const rows = ["a", "b", "c", "d"].map((id) => row(id));
  const walk = (start: Selection, from: string, ...ends: string[]) => {
    let was = from;
    let selection = start;
    for (const to of ends) {
      selection = stretch(selection, rows, { from, was, to });
      was = to;
    }
    return selection.kind === "ids" ? [...selection.ids.keys()].toSorted() : selection;
  };

  it("holds its rows from either side, and lets go of them when it turns back", () => {
    expect(walk(NOTHING, "b", "c", "d")).toEqual(["b", "c", "d"]);
    expect(walk(NOTHING, "b", "c", "d", "c")).toEqual(["b", "c"]);
    expect(walk(NOTHING, "b", "c", "b", "a")).toEqual(["a", "b"]);
  });

  it("leaves rows outside it as they were", () => {
    expect(walk(setRows(NOTHING, [row("a"), row("z")], true), "b", "c")).toEqual(["a", "b", "c", "z"]);
  });

  it("goes by the order of the rows now: those of another view are no part of it", () => {
    const turned = rows.toReversed();
    const selection = stretch(NOTHING, turned, { from: "c", was: "c", to: "b" });
    expect(selection.kind === "ids" && [...selection.ids.keys()]).toEqual(["c", "b"]);
    expect(stretch(NOTHING, rows, { from: "gone", was: "gone", to: "b" })).toEqual(
      setRows(NOTHING, [row("b")], true),
    );
  });
});

describe("what a reload brings back", () => {
  const sizes = fc
    .array(fc.tuple(fc.string(), fc.option(fc.nat(), { nil: null })))
    .map((pairs) => new Map(pairs));
  const anySelection: fc.Arbitrary<Selection> = fc.oneof(
    sizes.map((ids) => ({ kind: "ids", ids }) as const),
    fc
      .tuple(fc.string(), sizes)
      .map(([filterText, excluded]) => ({ kind: "filter", filterText, excluded }) as const),
  );

  it("is what was selected", () => {
    fc.assert(
      fc.property(anySelection, (selection) => {
        expect(selectionFromText(selectionToText(selection))).toEqual(selection);
      }),
    );
  });

  it("is nothing when the storage holds something else", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(selectionFromText(text)).toEqual(NOTHING);
      }),
    );
    expect(selectionFromText(null)).toEqual(NOTHING);
  });
});
