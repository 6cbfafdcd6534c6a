import { sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import { type FacetKey, NONE, type VideoFilter } from "./filter.ts";
import { filterConditions } from "./filter-conditions.ts";
import type { FacetsView } from "./views.ts";

const COLUMNS = {
  status: videos.status,
  cateId: videos.cateId,
  storageClass: videos.storageClass,
  transcodeMode: videos.transcodeMode,
  mezzanine: videos.mezzanineState,
  kind: videos.kind,
} as const satisfies Record<FacetKey, PgColumn>;

/** How many videos each value of each facet would show, under the filter without that facet's own part. */
export async function countFacets(
  db: Executor,
  environmentId: string,
  filter: VideoFilter,
): Promise<FacetsView> {
  const facets: FacetsView["facets"] = {
    status: [],
    cateId: [],
    storageClass: [],
    transcodeMode: [],
    mezzanine: [],
    kind: [],
  };
  for (const key of Object.keys(COLUMNS) as FacetKey[]) {
    const column = COLUMNS[key];
    const rows = await db
      .select({
        value: sql<string>`coalesce(${column}::text, ${NONE})`,
        count: sql<number>`count(*)::int8`.mapWith(Number),
      })
      .from(videos)
      .where(filterConditions(environmentId, { ...filter, [key]: [] }))
      .groupBy(column);
    facets[key] = rows.sort((a, b) => b.count - a.count);
  }
  return { facets, exact: true };
}
