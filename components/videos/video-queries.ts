import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type { VideoFilter } from "@/lib/catalog/filter.ts";
import type { LargestFirst } from "@/lib/catalog/largest-first.ts";
import type { SyncStatus } from "@/lib/catalog/sync-status.ts";
import type {
  AmountView,
  FacetsView,
  SelectionCostView,
  VideoDetail,
  VideoPage,
} from "@/lib/catalog/views.ts";
import { ReadFailure, readJson } from "./read-json";
import type { Selection } from "./selection";

const KEY = "videos";
export const LISTS_KEY = [KEY, "list"] as const;
export const AMOUNTS_KEY = [KEY, "amount"] as const;
export const SYNC_KEY = [KEY, "sync"] as const;

const ROWS_FIRST_MS = 1_000;
const SYNC_RUNNING_MS = 1_500;
const SYNC_RESTING_MS = 20_000;

/** One retry, and none where the server has understood and says no. */
function retry(failures: number, error: Error): boolean {
  const said = error instanceof ReadFailure && !["network", "internal", "unavailable"].includes(error.code);
  return !said && failures < 1;
}

/** What each row is asked besides: whether another filter than the view's matches it, or a list names it. */
export type WithinParams = { within: string } | { withinList: string } | Record<string, never>;

/** Rows say themselves whether they are selected, but for a filter or a list that is not what is looked at. */
export function withinParams(
  selection: Selection,
  { filterText, filter: { onList: onlyList } }: { filterText: string; filter: VideoFilter },
): WithinParams {
  if (selection.kind === "list") {
    return onlyList === selection.listId ? {} : { withinList: selection.listId };
  }
  const foreign = selection.kind === "filter" && selection.filterText !== filterText;
  return foreign ? { within: selection.filterText } : {};
}

export function listQuery(view: { filterText: string; sort: string; within: WithinParams }) {
  return infiniteQueryOptions({
    queryKey: [...LISTS_KEY, view],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(view.filterText);
      params.set("sort", view.sort);
      for (const [name, value] of Object.entries(view.within)) params.set(name, value);
      if (pageParam !== null) params.set("cursor", pageParam);
      return readJson<VideoPage>(`/api/videos?${params}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    retry,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
}

export type SelectionBody =
  | { kind: "filter"; filterText: string; excludedIds: string[] }
  | { kind: "list"; listId: string; excludedIds: string[] };

/** A selection as routes take it. */
export type SelectionInput = { kind: "ids"; ids: string[] } | SelectionBody;

/** As routes take it, and actions too while it names few ids. */
export function inputOf(selection: Selection): SelectionInput {
  return selection.kind === "ids" ? { kind: "ids", ids: [...selection.ids.keys()] } : bodyOf(selection);
}

/** Of a filter or a list. */
export function bodyOf(selection: Exclude<Selection, { kind: "ids" }>): SelectionBody {
  const excludedIds = [...selection.excluded.keys()];
  return selection.kind === "filter"
    ? { kind: "filter", filterText: selection.filterText, excludedIds }
    : { kind: "list", listId: selection.listId, excludedIds };
}

/**
 * Rows come before their count, which would take turns with them in the embedded store's one session. Rows that
 * do not come hold it up for a moment only.
 */
async function rowsUnderWay(client: QueryClient): Promise<void> {
  const lists = client.getQueryCache().findAll({ queryKey: LISTS_KEY, fetchStatus: "fetching" });
  const patience = new Promise((resolve) => setTimeout(resolve, ROWS_FIRST_MS));
  await Promise.race([Promise.allSettled(lists.map((list) => list.promise)), patience]);
}

const numbers = new WeakMap<readonly string[], number>();
let numbered = 0;

/** Many ids are not compared with every drawing: each array has a number, and all that are empty the same. */
function numberOf(ids: readonly string[]): number {
  if (ids.length === 0) return 0;
  const known = numbers.get(ids);
  if (known !== undefined) return known;
  numbered += 1;
  numbers.set(ids, numbered);
  return numbered;
}

/** Which selection it is. The same object gives the same key. */
function keyOf(input: SelectionInput) {
  if (input.kind === "ids") return { ids: numberOf(input.ids) };
  const { excludedIds, ...all } = input;
  return { ...all, excluded: numberOf(excludedIds) };
}

/** Exact count and bytes of a filter or a list, but some. */
export function amountQuery(body: SelectionBody) {
  return queryOptions({
    queryKey: [...AMOUNTS_KEY, keyOf(body)],
    queryFn: async ({ client, signal }) => {
      await rowsUnderWay(client);
      return await readJson<AmountView>("/api/videos/selection", { signal, body });
    },
    placeholderData: keepPreviousData,
    retry,
  });
}

/** What a selection's sources cost a month. */
export function costQuery(input: SelectionInput) {
  return queryOptions({
    queryKey: [...AMOUNTS_KEY, "cost", keyOf(input)],
    queryFn: ({ signal }) =>
      readJson<SelectionCostView>("/api/videos/selection/cost", { signal, body: input }),
    retry,
  });
}

/** How many videos each value of a filter's menus would show. */
export function facetsQuery(filterText: string) {
  return queryOptions({
    queryKey: [...AMOUNTS_KEY, "facets", filterText],
    queryFn: ({ signal }) => readJson<FacetsView>(`/api/videos/facets?${filterText}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry,
  });
}

/** The largest videos of a filter that fit into so many bytes. */
export function largestQuery(filterText: string, maxBytes: number) {
  const params = new URLSearchParams({ filter: filterText, maxBytes: String(maxBytes) });
  return queryOptions({
    queryKey: [...AMOUNTS_KEY, "largest", filterText, maxBytes],
    queryFn: ({ signal }) => readJson<LargestFirst>(`/api/videos/largest?${params}`, { signal }),
    retry,
  });
}

export function detailQuery(id: string) {
  return queryOptions({
    queryKey: [KEY, "detail", id],
    queryFn: ({ signal }) => readJson<VideoDetail>(`/api/videos/${encodeURIComponent(id)}`, { signal }),
    retry,
    staleTime: 10_000,
    refetchOnWindowFocus: false,
  });
}

export function syncQuery() {
  return queryOptions({
    queryKey: SYNC_KEY,
    queryFn: ({ signal }) => readJson<SyncStatus>("/api/videos/sync", { signal }),
    refetchInterval: (query) => (query.state.data?.running ? SYNC_RUNNING_MS : SYNC_RESTING_MS),
    retry,
  });
}
