import { and, desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { catalogSyncs, videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";

/** What the screens say about the catalog's age. Dates are ISO 8601 in UTC. */
export type SyncStatus = {
  /** The catalog holds nothing (yet). */
  empty: boolean;
  running: { startedAt: string; seen: number; total: number | null } | null;
  /** The last sync that came to its end; `unseen` are videos in the catalog that it did not meet. */
  finished: { startedAt: string; finishedAt: string; seen: number; unseen: number } | null;
  /** Set while the latest sync is a failed one. */
  failed: { at: string; code: string; message: string } | null;
};

const endSchema = z.object({ unseen: z.number() });

/** The state of this environment's catalog and of its latest syncs. */
export async function syncStatus(db: Executor, environmentId: string): Promise<SyncStatus> {
  const own = eq(catalogSyncs.environmentId, environmentId);
  const [latest] = await db
    .select()
    .from(catalogSyncs)
    .where(own)
    .orderBy(desc(catalogSyncs.startedAt))
    .limit(1);
  const [finished] = await db
    .select()
    .from(catalogSyncs)
    .where(and(own, eq(catalogSyncs.state, "finished")))
    .orderBy(desc(catalogSyncs.startedAt))
    .limit(1);
  const [held] = await db
    .select({ videoId: videos.videoId })
    .from(videos)
    .where(and(eq(videos.environmentId, environmentId), isNull(videos.vanishedAt)))
    .limit(1);
  return {
    empty: held === undefined,
    running:
      latest?.state === "running"
        ? { startedAt: latest.startedAt.toISOString(), seen: latest.seen, total: latest.total }
        : null,
    finished: finished?.finishedAt
      ? {
          startedAt: finished.startedAt.toISOString(),
          finishedAt: finished.finishedAt.toISOString(),
          seen: finished.seen,
          unseen: endSchema.safeParse(finished.cursor).data?.unseen ?? 0,
        }
      : null,
    failed:
      latest?.state === "failed"
        ? {
            at: (latest.finishedAt ?? latest.startedAt).toISOString(),
            code: latest.errorCode ?? "unknown",
            message: latest.errorMessage ?? "",
          }
        : null,
  };
}
