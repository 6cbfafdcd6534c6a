import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { categories, videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import { notAmong } from "./collect-slice.ts";
import { parseFilterText, type VideoFilter } from "./filter.ts";
import { filterConditions, indexedMatches } from "./filter-conditions.ts";
import { isListOf } from "./lists/on-list.ts";
import { sumAlongList } from "./lists/sum-along-list.ts";
import { sumList } from "./lists/sum-list.ts";
import { type CatalogVideo, isCategoryOfVideo, toVideo } from "./video-rows.ts";

export { sliceOfLines, sliceOfVideos } from "./collect-slice.ts";
export { listVideos, type Within } from "./list-videos.ts";
export type { CatalogVideo, ListedVideo } from "./video-rows.ts";

/** `bytes` adds up the known sizes, `unsized` says how many videos have none. */
export type Amount = { count: number; bytes: number; unsized: number };

/** Ids, or a filter or an uploaded list with exclusions; the ids may include some the catalog does not hold. */
export type Selection =
  | { kind: "ids"; ids: readonly string[] }
  | { kind: "filter"; filterText: string; excludedIds: readonly string[] }
  | { kind: "list"; listId: string; excludedIds: readonly string[] };

/** Exact count and bytes of all that a filter matches. */
export async function countVideos(db: Executor, environmentId: string, filter: VideoFilter): Promise<Amount> {
  return await sumFilter(db, environmentId, filter, []);
}

/** One video, also when it has vanished; null when the catalog never saw it. */
export async function getVideo(
  db: Executor,
  environmentId: string,
  videoId: string,
): Promise<CatalogVideo | null> {
  const [row] = await db
    .select({ video: videos, category: categories.cateName })
    .from(videos)
    .leftJoin(categories, isCategoryOfVideo)
    .where(and(eq(videos.environmentId, environmentId), eq(videos.videoId, videoId)))
    .limit(1);
  return row ? toVideo(row) : null;
}

/**
 * Exact count and bytes of a selection, as they are now. `unknown` counts the ids that the catalog does not
 * hold (any more); they are part of `count`, since they were chosen.
 *
 * @throws RangeError when the filter's text cannot be read to the last part
 * @throws UseCaseError `not-found` for a list that this environment does not have
 */
export async function sumSelection(
  db: Executor,
  environmentId: string,
  selection: Selection,
): Promise<Amount & { unknown: number }> {
  if (selection.kind === "filter") {
    const filter = parseFilterText(selection.filterText);
    return { ...(await sumFilter(db, environmentId, filter, selection.excludedIds)), unknown: 0 };
  }
  if (selection.kind === "list") return await sumList(db, environmentId, selection);
  const ids = [...new Set(selection.ids)];
  const known = await amountOf(
    db,
    and(
      eq(videos.environmentId, environmentId),
      isNull(videos.vanishedAt),
      sql`${videos.videoId} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`,
    ),
  );
  return { ...known, count: ids.length, unknown: ids.length - known.count };
}

/** VOD's category tree, for the filter's menu. */
export async function listCategories(db: Executor, environmentId: string) {
  return await db
    .select({
      cateId: categories.cateId,
      cateName: categories.cateName,
      parentId: categories.parentId,
      level: categories.level,
    })
    .from(categories)
    .where(eq(categories.environmentId, environmentId))
    .orderBy(asc(categories.level), asc(categories.cateName), asc(categories.cateId));
}

async function sumFilter(
  db: Executor,
  environmentId: string,
  filter: VideoFilter,
  excludedIds: readonly string[],
): Promise<Amount> {
  const { onList, ...others } = filter;
  const matching = filterConditions(environmentId, { ...others, onList: null });
  if (onList !== null) {
    const named = and(matching, isListOf(environmentId, onList));
    const { count, bytes, unsized } = await sumAlongList(db, { listId: onList, excludedIds }, named);
    return { count, bytes, unsized };
  }
  return await amountOf(db, and(matching, indexedMatches(filter), notAmong(videos.videoId, excludedIds)));
}

async function amountOf(db: Executor, where: SQL | undefined): Promise<Amount> {
  const [row] = await db
    .select({
      count: sql<number>`count(*)::int8`.mapWith(Number),
      bytes: sql<number>`coalesce(sum(${videos.sizeBytes}), 0)::int8`.mapWith(Number),
      unsized: sql<number>`count(*) filter (where ${videos.sizeBytes} is null)::int8`.mapWith(Number),
    })
    .from(videos)
    .where(where);
  return row ?? { count: 0, bytes: 0, unsized: 0 };
}
