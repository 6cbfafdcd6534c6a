import { FILTER_KEYS, filterToText, readFilter } from "./filter.ts";
import { DEFAULT_SORT, readSort } from "./sort.ts";

/**
 * What a saved view keeps of the URL of `/videos`: filters, sort and columns, not the open panel. Shared with
 * the browser, like `filter.ts`. `text` is canonical, so that equal views have equal texts; `dropped` names
 * the parts that made no sense and are not in it.
 */
export type ViewQuery = { text: string; dropped: string[] };

const KEYS: ReadonlySet<string> = new Set([...FILTER_KEYS, "sort", "cols"]);
/** Names of columns; which of them there are is the table's affair. */
const COLUMNS = /^[A-Za-z]{1,32}(,[A-Za-z]{1,32}){0,31}$/;

/** Reads a URL's query. Parameters that are no part of a view are passed over. */
export function readViewQuery(params: { get(key: string): string | null }): ViewQuery {
  const { filter, dropped } = readFilter(params);
  const kept = new URLSearchParams(filterToText(filter));
  const sort = params.get("sort");
  const known = readSort(sort);
  if (known !== DEFAULT_SORT) kept.set("sort", known);
  if (sort && sort !== known) dropped.push("sort");
  const columns = params.get("cols");
  if (columns && COLUMNS.test(columns)) kept.set("cols", columns);
  else if (columns) dropped.push("cols");
  return { text: kept.toString(), dropped };
}

/** Reads a text that was kept as a view: there, a part with an unknown name is a dropped one as well. */
export function readViewText(text: string): ViewQuery {
  const params = new URLSearchParams(text);
  const unknown = [...new Set(params.keys())].filter((key) => !KEYS.has(key));
  const { text: kept, dropped } = readViewQuery(params);
  return { text: kept, dropped: [...dropped, ...unknown] };
}
