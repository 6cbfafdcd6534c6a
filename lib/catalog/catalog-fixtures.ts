import { categories, videos } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import type { CatalogMedia } from "../vod/types.ts";

/** For tests: a video of the catalog, as plain as can be. */
export function media(videoId: string, over: Partial<CatalogMedia> = {}): CatalogMedia {
  return {
    videoId,
    kind: "video",
    title: "A title",
    description: null,
    tags: null,
    status: "Normal",
    sizeBytes: 1000,
    durationSeconds: 60,
    cateId: null,
    cateName: null,
    coverUrl: null,
    createdAt: new Date("2026-01-01T00:00:00Z"),
    modifiedAt: null,
    storageLocation: null,
    appId: "app-1000000",
    transcodeMode: "FastTranscode",
    storageClass: "Standard",
    restoreStatus: null,
    referenceId: null,
    ...over,
  };
}

/** For tests: rows of the catalog, observed at the given time. */
export async function insertVideos(
  db: Db,
  environmentId: string,
  all: readonly (CatalogMedia & Partial<typeof videos.$inferInsert>)[],
  observedAt = new Date("2026-06-01T00:00:00Z"),
): Promise<void> {
  if (all.length === 0) return;
  await db.insert(videos).values(all.map((m) => ({ observedAt, ...m, environmentId })));
}

/** For tests: an empty catalog. */
export async function clearCatalog(db: Db): Promise<void> {
  await db.delete(videos);
  await db.delete(categories);
}
