import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { SyncStatus } from "@/lib/catalog/sync-status.ts";
import type { AmountView, VideoDetail, VideoPage } from "@/lib/catalog/views.ts";
import { ReadFailure, readJson } from "./read-json";

const KEY = "videos";
export const LISTS_KEY = [KEY, "list"] as const;
export const AMOUNTS_KEY = [KEY, "amount"] as const;
export const SYNC_KEY = [KEY, "sync"] as const;

const SYNC_RUNNING_MS = 1_500;
const SYNC_RESTING_MS = 20_000;

/** One retry, and none where the server has understood and says no. */
function retry(failures: number, error: Error): boolean {
  const said = error instanceof ReadFailure && !["network", "internal", "unavailable"].includes(error.code);
  return !said && failures < 1;
}

/** What each row is asked besides: whether another filter than the view's matches it, or a list names it. */
export type WithinParams = { within: string } | { onList: string } | Record<string, never>;

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

/** Exact count and bytes of a filter or a list, but some. */
export function amountQuery(body: SelectionBody) {
  return queryOptions({
    queryKey: [...AMOUNTS_KEY, body],
    queryFn: ({ signal }) => readJson<AmountView>("/api/videos/selection", { signal, body }),
    placeholderData: keepPreviousData,
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
