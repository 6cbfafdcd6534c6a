import { queryOptions } from "@tanstack/react-query";
import { readJson } from "@/components/videos/read-json";
import type { SavedView } from "@/lib/catalog/saved-views.ts";

export const VIEWS_KEY = ["views"] as const;

/** The saved views this person may use. */
export function viewsQuery() {
  return queryOptions({
    queryKey: VIEWS_KEY,
    queryFn: ({ signal }) => readJson<SavedView[]>("/api/views", { signal }),
    staleTime: 60_000,
  });
}

/** A view's address. It carries the whole query, so that it also leads there when the view is gone. */
export function viewHref({ id, text }: { id: string; text: string }): string {
  return `/videos?view=${encodeURIComponent(id)}${text && `&${text}`}`;
}
