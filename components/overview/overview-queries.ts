import { queryOptions } from "@tanstack/react-query";
import { readJson } from "@/components/videos/read-json";
import type { SyncStatus } from "@/lib/catalog/sync-status.ts";
import type { OverviewView } from "@/lib/engine/read-overview.ts";

const SOON_MS = 3_000;
const RESTING_MS = 20_000;

/** The figures as last counted; asked for again sooner where they are about to change. */
export function overviewQuery(sync: SyncStatus) {
  return queryOptions({
    queryKey: ["overview"],
    queryFn: ({ signal }) => readJson<OverviewView>("/api/overview", { signal }),
    refetchInterval: ({ state: { data } }) => (data && isSettled(data, sync) ? RESTING_MS : SOON_MS),
  });
}

/** No deletion moves, and what the last sync read has been counted. */
function isSettled({ figures, openDeletions }: OverviewView, { running, finished }: SyncStatus): boolean {
  if (!figures || running || openDeletions.length > 0) return false;
  return finished === null || finished.finishedAt <= figures.countedAt;
}

/** The videos that a bar counts, the largest first. */
export function videosHref(filterText: string | null): string | null {
  return filterText === null ? null : `/videos?${filterText}&sort=size.desc`;
}
