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
const brought: Selection = { kind: "list", listId: "l1", name: "ids.csv", excluded: new Map() };

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

describe.each([
  ["filter", all],
  ["list", brought],
])("a selection by %s", (_, whole) => {
  it("holds every row it reaches, but the excluded ones", () => {
    const without = setRows(whole, [row("a")], false);
    expect(isSelected(without, row("a"))).toBe(false);
    expect(isSelected(without, row("b"))).toBe(true);
    expect(setRows(without, [row("a")], true)).toEqual(whole);
  });

  it("neither shows nor takes a row that it does not reach", () => {
    const foreign = row("x", 10, false);
    expect(isSelected(whole, foreign)).toBe(false);
    expect(setRows(whole, [foreign], true)).toBe(whole);
    expect(setRows(whole, [foreign], false)).toBe(whole);
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
    fc
      .tuple(fc.string(), fc.option(fc.string(), { nil: null }), sizes)
      .map(([listId, name, excluded]) => ({ kind: "list", listId, name, excluded }) as const),
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

describe("whatever a person does", () => {
  /** A library of twelve; a view is a subset of it, as a filter would show it. */
  const LIBRARY = Array.from({ length: 12 }, (_, i) => ({ id: `v${i}`, sizeBytes: i % 5 === 0 ? null : i }));
  const FILTERS = { "": () => true, even: (i: number) => i % 2 === 0, low: (i: number) => i < 7 };
  type FilterText = keyof typeof FILTERS;
  const matches = (text: string, id: string) => FILTERS[text as FilterText](Number(id.slice(1)));

  /** A list is named as the filter that matches its ids. */
  const isWithin = (selection: Selection, id: string) =>
    selection.kind === "ids" ||
    matches(selection.kind === "filter" ? selection.filterText : selection.listId, id);

  const place = fc.nat({ max: 11 });
  const anyAct = fc.oneof(
    fc.record({ do: fc.constant("toggle" as const), at: place }),
    fc.record({ do: fc.constant("range" as const), from: place, to: place, selected: fc.boolean() }),
    fc.record({ do: fc.constant("loaded" as const), loaded: place, selected: fc.boolean() }),
    fc.record({ do: fc.constant("all" as const) }),
    fc.record({ do: fc.constant("list" as const), of: fc.constantFrom("", "even", "low") }),
    fc.record({ do: fc.constant("clear" as const) }),
    fc.record({ do: fc.constant("reload" as const) }),
    fc.record({ do: fc.constant("view" as const), text: fc.constantFrom("", "even", "low") }),
  );

  it("the selection is the plain set of ids it would be, and so are its count and its bytes", () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 30, size: "max" }), (acts) => {
        let selection: Selection = NOTHING;
        let view: string = "";
        const plainSet = new Set<string>();
        /** The rows of the view, each with what the server would say of the selection's filter. */
        const rowsOf = (text: string) =>
          LIBRARY.filter((video) => matches(text, video.id)).map((video) => ({
            ...video,
            within: isWithin(selection, video.id),
          }));
        const set = (
          rows: readonly { id: string; within: boolean; sizeBytes: number | null }[],
          on: boolean,
        ) => {
          // A selection by filter takes no ids besides.
          for (const row of rows.filter((one) => one.within)) {
            if (on) plainSet.add(row.id);
            else plainSet.delete(row.id);
          }
          selection = setRows(selection, rows, on);
        };
        for (const act of acts) {
          const rows = rowsOf(view);
          if (act.do === "view") view = act.text;
          if (act.do === "reload") selection = selectionFromText(selectionToText(selection));
          if (act.do === "clear") {
            selection = NOTHING;
            plainSet.clear();
          }
          if (act.do === "all") {
            selection = { kind: "filter", filterText: view, excluded: new Map() };
            plainSet.clear();
            for (const row of rows) plainSet.add(row.id);
          }
          if (act.do === "list") {
            selection = { kind: "list", listId: act.of, name: null, excluded: new Map() };
            plainSet.clear();
            for (const row of rowsOf(act.of)) plainSet.add(row.id);
          }
          if (act.do === "loaded") set(rows.slice(0, act.loaded), act.selected);
          const row = act.do === "toggle" ? rows[act.at] : undefined;
          if (row) set([row], !isSelected(selection, row));
          const to = act.do === "range" ? rows[act.to] : undefined;
          if (act.do === "range" && to) {
            set(rowsBetween(rows, rows[act.from]?.id ?? null, to.id), act.selected);
          }

          const all = rowsOf("");
          expect(all.filter((one) => isSelected(selection, one)).map((one) => one.id)).toEqual(
            LIBRARY.map((one) => one.id).filter((id) => plainSet.has(id)),
          );
          const chosen = LIBRARY.filter((one) => plainSet.has(one.id));
          const known = selection.kind === "ids" ? selection.ids : excludedFromAll(selection, LIBRARY);
          expect(known.size).toBe(chosen.length);
          expect(sumSizes(known)).toEqual({
            bytes: chosen.reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0),
            unsized: chosen.filter((one) => one.sizeBytes === null).length,
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  /** What the server counts for a filter or a list with exclusions. */
  function excludedFromAll(selection: Exclude<Selection, { kind: "ids" }>, library: typeof LIBRARY) {
    return new Map(
      library
        .filter((one) => isWithin(selection, one.id) && !selection.excluded.has(one.id))
        .map((one) => [one.id, one.sizeBytes]),
    );
  }
});
