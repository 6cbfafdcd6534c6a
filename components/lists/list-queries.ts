import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { readJson } from "@/components/videos/read-json";
import type { LinePage, ListName, ListView } from "@/lib/catalog/lists/views.ts";
import type { LineStatus } from "@/lib/lists/line-status.ts";

export const listKey = (id: string) => ["lists", id] as const;

export function listQuery(id: string) {
  return queryOptions({
    queryKey: listKey(id),
    queryFn: ({ signal }) => readJson<ListView>(`/api/lists/${encodeURIComponent(id)}`, { signal }),
    retry: false,
    refetchOnWindowFocus: false,
  });
}

/** What a list is called that was made a selection: that never changes. */
export function listNameQuery(id: string) {
  return queryOptions({
    queryKey: [...listKey(id), "name"],
    queryFn: ({ signal }) => readJson<ListName>(`/api/lists/${encodeURIComponent(id)}/name`, { signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Lines of the given statuses, or all of them. */
export function linesQuery(id: string, statuses: readonly LineStatus[]) {
  return infiniteQueryOptions({
    queryKey: [...listKey(id), "lines", statuses],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(statuses.map((status) => ["status", status]));
      params.set("after", String(pageParam));
      return readJson<LinePage>(`/api/lists/${encodeURIComponent(id)}/lines?${params}`, { signal });
    },
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    retry: false,
    refetchOnWindowFocus: false,
  });
}
