import { and, asc, eq, gt, isNotNull, lte, SQL, type SQLWrapper, sql } from "drizzle-orm";
import { type PgColumn, QueryBuilder } from "drizzle-orm/pg-core";
import { idListLines, videos } from "../db/schema.ts";
import { parseFilterText } from "./filter.ts";
import { filterConditions } from "./filter-conditions.ts";
import { videosAlong } from "./lists/on-list.ts";

/**
 * The next videos that a filter matches, in the order of their ids, for freezing them into a list: a query with
 * `video_id`, `title` and `size_bytes`, to be put into another. Videos uploaded after the snapshot are left out.
 *
 * @param options.afterKey the last video id of the slice before, null for the first
 * @throws RangeError when the stored filter cannot be read to the last part
 */
export function sliceOfVideos(
  environmentId: string,
  options: {
    filterText: string;
    excludedIds: Ids;
    snapshotAt: Date;
    afterKey: string | null;
    limit: number;
  },
): SQLWrapper {
  const filter = parseFilterText(options.filterText);
  const matching = and(
    filterConditions(environmentId, filter),
    lte(videos.createdAt, options.snapshotAt),
    options.afterKey === null ? undefined : gt(videos.videoId, options.afterKey),
    notAmong(videos.videoId, options.excludedIds),
  );
  return sql`(
    select ${videos.videoId}, ${videos.title}, ${videos.sizeBytes}
    from ${videosAlong(filter.onList, options.afterKey)}
    where ${matching} order by ${videos.videoId} limit ${options.limit}
  )`;
}

/**
 * The next videos of an uploaded list, in the order of their ids, as `sliceOfVideos` gives them: those of its
 * lines that are ready. What the catalog does not hold (any more) has neither title nor size.
 */
export function sliceOfLines(
  environmentId: string,
  options: { listId: string; excludedIds: Ids; afterKey: string | null; limit: number },
): SQLWrapper {
  return new QueryBuilder()
    .select({ videoId: idListLines.videoId, title: videos.title, sizeBytes: videos.sizeBytes })
    .from(idListLines)
    .leftJoin(videos, and(eq(videos.environmentId, environmentId), eq(videos.videoId, idListLines.videoId)))
    .where(
      and(
        eq(idListLines.idListId, options.listId),
        isNotNull(idListLines.videoId),
        options.afterKey === null ? undefined : gt(idListLines.videoId, options.afterKey),
        notAmong(idListLines.videoId, options.excludedIds),
      ),
    )
    .orderBy(asc(idListLines.videoId))
    .limit(options.limit);
}

/** Ids, or a query of one column that gives them. */
type Ids = readonly string[] | SQL;

/** Ids travel as one JSON parameter: a statement takes no more than 65,535 parameters, a list may be longer. */
export function notAmong(column: PgColumn, ids: Ids): SQL | undefined {
  if (ids instanceof SQL) return sql`${column} not in (${ids})`;
  if (ids.length === 0) return undefined;
  return sql`${column} not in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
}
