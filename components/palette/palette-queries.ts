import { queryOptions } from "@tanstack/react-query";
import { readJson } from "@/components/videos/read-json";
import type { VideoPage } from "@/lib/catalog/views.ts";
import type { DeletionHits } from "@/lib/engine/views.ts";

const VIDEOS = 7;
const DELETIONS = 5;

/**
 * What a text finds on the server. Both answers come together, so that nothing moves under a highlighted
 * line once it is there; one that failed says so and leaves the other alone. Nothing is kept: a search
 * repeated is asked again.
 */
export function searchQuery(text: string) {
  return queryOptions({
    queryKey: ["palette", text],
    queryFn: async ({ signal }) => {
      const q = encodeURIComponent(text);
      const [videos, deletions] = await Promise.allSettled([
        readJson<VideoPage>(`/api/videos?q=${q}&limit=${VIDEOS}`, { signal }),
        readJson<DeletionHits>(`/api/deletions/search?q=${q}&limit=${DELETIONS}`, { signal }),
      ]);
      signal.throwIfAborted();
      return { videos, deletions };
    },
    enabled: text !== "",
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
}
