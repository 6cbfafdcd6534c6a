import { and, count, eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import { videos } from "../db/schema.ts";
import type { Tx } from "../db/types.ts";
import { idKey } from "../vod/ids.ts";
import type { CatalogMedia } from "../vod/types.ts";

/** A search may still list a video for this long after a live look said that it does not exist (undocumented). */
const SEARCH_LAG = "1 hour";

/** What a live look found out, and what says whose row it is: never taken from a search. */
const KEPT = [
  "environmentId",
  "videoId",
  "mezzanineState",
  "mezzanineCheckedAt",
  "lookedAt",
  "lookedOn",
  "vanishedAt",
] as const;

/**
 * Writes one page of a search into the catalog, in one statement. Where the catalog holds a newer
 * observation, that one stays.
 *
 * @param seen.observedAt no later than the moment VOD answered
 * @returns how many of these media this sync had not met before
 */
export async function storePage(
  tx: Tx,
  seen: { environmentId: string; syncId: string; observedAt: Date },
  media: readonly CatalogMedia[],
): Promise<number> {
  // In the order of their ids, as live looks write, so that the two never wait in a circle.
  const byId = new Map(media.map((m) => [idKey(m.videoId), m]));
  const ids = [...byId.keys()].sort();
  if (ids.length === 0) return 0;
  const onPage = and(eq(videos.environmentId, seen.environmentId), inArray(videos.videoId, ids));
  const metBefore = and(onPage, eq(videos.syncId, seen.syncId));
  const [met] = await tx.select({ count: count() }).from(videos).where(metBefore);

  const rows = ids.flatMap((videoId) => {
    const m = byId.get(videoId);
    return m ? [{ ...m, ...seen, videoId }] : [];
  });
  await tx
    .insert(videos)
    .values(rows)
    .onConflictDoUpdate({
      target: [videos.environmentId, videos.videoId],
      set: {
        ...takenFromSearch(),
        vanishedAt: sql`case
          when excluded.observed_at > ${videos.vanishedAt} + ${SEARCH_LAG}::interval then null
          else ${videos.vanishedAt} end`,
      },
      setWhere: sql`excluded.observed_at >= ${videos.observedAt}`,
    });
  // A row that kept its newer observation was met all the same.
  await tx
    .update(videos)
    .set({ syncId: seen.syncId })
    .where(and(onPage, sql`${videos.syncId} is distinct from ${seen.syncId}`));
  return ids.length - (met?.count ?? 0);
}

function takenFromSearch(): Record<string, SQL> {
  const kept: readonly string[] = KEPT;
  return Object.fromEntries(
    Object.entries(getTableColumns(videos))
      .filter(([key]) => !kept.includes(key))
      .map(([key, column]) => [key, sql.raw(`excluded."${column.name}"`)]),
  );
}
