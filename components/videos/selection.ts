/**
 * What is selected: single ids, or all that a filter matches but some, or all that an uploaded list names but
 * some. Keyed by id, never by a row's place. The size of an id chosen by hand is kept with it, so that the sum
 * is exact without asking anybody.
 */
export type Sizes = ReadonlyMap<string, number | null>;

export type Selection =
  | { kind: "ids"; ids: Sizes }
  | { kind: "filter"; filterText: string; excluded: Sizes }
  | { kind: "list"; listId: string; name: string | null; excluded: Sizes };

/** `within` says if the selection's filter matches it, or its list names it. */
export type Selectable = { id: string; sizeBytes: number | null; within: boolean };

export const NOTHING: Selection = { kind: "ids", ids: new Map() };

export function isNothing(selection: Selection): boolean {
  return selection.kind === "ids" && selection.ids.size === 0;
}

/** Whether a row is selected. */
export function isSelected(selection: Selection, row: Selectable): boolean {
  if (selection.kind === "ids") return selection.ids.has(row.id);
  return row.within && !selection.excluded.has(row.id);
}

/** A filter takes no ids besides what it matches, nor does a list; the way there is to clear it first. */
export function isSelectable(selection: Selection, row: Selectable): boolean {
  return selection.kind === "ids" || row.within;
}

/** The given rows, in or out; rows that cannot be part of the selection are passed over. */
export function setRows(selection: Selection, rows: readonly Selectable[], selected: boolean): Selection {
  const changes = rows.filter(
    (row) => isSelectable(selection, row) && isSelected(selection, row) !== selected,
  );
  if (changes.length === 0) return selection;
  if (selection.kind === "ids") return { kind: "ids", ids: changed(selection.ids, changes, selected) };
  return { ...selection, excluded: changed(selection.excluded, changes, !selected) };
}

/** All rows between two, both included, in the order they are shown in. Without the first, only the second. */
export function rowsBetween<T extends { id: string }>(
  rows: readonly T[],
  fromId: string | null,
  toId: string,
): T[] {
  const to = rows.findIndex((row) => row.id === toId);
  if (to < 0) return [];
  const from = fromId === null ? -1 : rows.findIndex((row) => row.id === fromId);
  if (from < 0) return rows.slice(to, to + 1);
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/**
 * A range from one row that ended at `was` and now ends at `to`: its rows are in, and those it gave up when
 * it turned back are out.
 */
export function stretch(
  selection: Selection,
  rows: readonly Selectable[],
  range: { from: string; was: string; to: string },
): Selection {
  const held = rowsBetween(rows, range.from, range.to);
  const givenUp = rowsBetween(rows, range.from, range.was).filter((row) => !held.includes(row));
  return setRows(setRows(selection, givenUp, false), held, true);
}

/** Of the rows shown: are all, some or none selected, and is there one more that could be? */
export function coverage(
  selection: Selection,
  rows: readonly Selectable[],
): { state: "all" | "some" | "none"; canGrow: boolean } {
  const chosen = rows.filter((row) => isSelected(selection, row)).length;
  const canGrow = rows.some((row) => isSelectable(selection, row) && !isSelected(selection, row));
  if (chosen === 0) return { state: "none", canGrow };
  return { state: chosen === rows.length ? "all" : "some", canGrow };
}

/** The bytes of ids chosen by hand, and how many have no known size. */
export function sumSizes(sizes: Sizes): { bytes: number; unsized: number } {
  let bytes = 0;
  let unsized = 0;
  for (const size of sizes.values()) {
    if (size === null) unsized += 1;
    else bytes += size;
  }
  return { bytes, unsized };
}

/** As text for the browser's session storage. */
export function selectionToText(selection: Selection): string {
  return JSON.stringify(
    selection.kind === "ids"
      ? { kind: "ids", ids: [...selection.ids] }
      : { ...selection, excluded: [...selection.excluded] },
  );
}

/** Nothing, when the text is not a selection: what the storage holds may be old or foreign. */
export function selectionFromText(text: string | null): Selection {
  const raw = parse(text);
  if (typeof raw !== "object" || raw === null || !("kind" in raw)) return NOTHING;
  if (raw.kind === "ids" && "ids" in raw) return { kind: "ids", ids: readSizes(raw.ids) };
  const excluded = readSizes("excluded" in raw ? raw.excluded : []);
  if (raw.kind === "filter" && "filterText" in raw && typeof raw.filterText === "string") {
    return { kind: "filter", filterText: raw.filterText, excluded };
  }
  if (raw.kind === "list" && "listId" in raw && typeof raw.listId === "string") {
    const name = "name" in raw && typeof raw.name === "string" ? raw.name : null;
    return { kind: "list", listId: raw.listId, name, excluded };
  }
  return NOTHING;
}

function changed(sizes: Sizes, rows: readonly Selectable[], add: boolean): Sizes {
  const next = new Map(sizes);
  for (const row of rows) {
    if (add) next.set(row.id, row.sizeBytes);
    else next.delete(row.id);
  }
  return next;
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function readSizes(raw: unknown): Sizes {
  const sizes = new Map<string, number | null>();
  if (!Array.isArray(raw)) return sizes;
  for (const pair of raw) {
    if (!Array.isArray(pair)) continue;
    const [id, size] = pair;
    if (typeof id === "string") sizes.set(id, typeof size === "number" ? size : null);
  }
  return sizes;
}
