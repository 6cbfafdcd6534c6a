import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { categories, videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import { notAmong } from "./collect-slice.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { parseFilterText, type VideoFilter } from "./filter.ts";
import { filterConditions } from "./filter-conditions.ts";
import { isOnList, sumList } from "./lists/sum-list.ts";
import type { VideoSort } from "./sort.ts";

export { sliceOfLines, sliceOfVideos } from "./collect-slice.ts";

/** A video as the catalog holds it; sizes are bytes. */
export type CatalogVideo = typeof videos.$inferSelect & {
  /** The category's name in VOD's tree, or the one that came with the video. */
  cateName: string | null;
};

/** `bytes` adds up the known sizes, `unsized` says how many videos have none. */
export type Amount = { count: number; bytes: number; unsized: number };

/** A row of a page, and whether another filter (that of a selection) matches it too. */
export type ListedVideo = CatalogVideo & { within: boolean };

/** Ids, or a filter or an uploaded list with exclusions; the ids may include some the catalog does not hold. */
export type Selection =
  | { kind: "ids"; ids: readonly string[] }
  | { kind: "filter"; filterText: string; excludedIds: readonly string[] }
  | { kind: "list"; listId: string; excludedIds: readonly string[] };

/** What a row of a page may be asked besides: whether a selection would hold it. */
export type Within = { kind: "filter"; filter: VideoFilter } | { kind: "list"; listId: string };

/**
 * One page of the catalog. Paging goes by key, so no row is shown twice or missed while rows are added;
 * videos of unknown size come last in both directions.
 *
 * @param cursor `nextCursor` of the page before, null for the first page
 * @returns null when the cursor is not one of this sort
 */
export async function listVideos(
  db: Executor,
  environmentId: string,
  page: {
    filter: VideoFilter;
    sort: VideoSort;
    cursor: string | null;
    limit: number;
    /** Tells for each row whether this filter matches it as well, or this list names it. */
    within?: Within;
  },
): Promise<{ videos: ListedVideo[]; nextCursor: string | null } | null> {
  const after = page.cursor === null ? null : readCursor(page.cursor, page.sort);
  if (page.cursor !== null && after === null) return null;
  const [key, direction] = splitSort(page.sort);
  const matching = filterConditions(environmentId, page.filter);
  const wanted = page.limit + 1;
  const within = page.within && withinCondition(environmentId, page.within);
  const select = (where: SQL | undefined, limit: number, order: Order) =>
    selectRows(db, within, where, limit, order);

  if (key !== "size") {
    const column = key === "created" ? videos.createdAt : videos.title;
    const beyond = after && beyondKey(column, castFor(key, after.value), after.videoId, direction);
    const rows = await select(and(matching, beyond ?? undefined), wanted, [column, direction]);
    return finish(rows, page.limit, page.sort);
  }

  const rows: ListedVideo[] = [];
  if (!after || after.value !== null) {
    const beyond = after && beyondKey(videos.sizeBytes, castFor(key, after.value), after.videoId, direction);
    const sized = and(matching, isNotNull(videos.sizeBytes), beyond ?? undefined);
    rows.push(...(await select(sized, wanted, [videos.sizeBytes, direction])));
  }
  if (rows.length < wanted) {
    const beyond = after && after.value === null ? idBeyond(after.videoId, direction) : undefined;
    const unsized = and(matching, isNull(videos.sizeBytes), beyond);
    rows.push(...(await select(unsized, wanted - rows.length, [null, direction])));
  }
  return finish(rows, page.limit, page.sort);
}

/** Exact count and bytes of all that a filter matches. */
export async function countVideos(db: Executor, environmentId: string, filter: VideoFilter): Promise<Amount> {
  return await amountOf(db, filterConditions(environmentId, filter));
}

/** One video, also when it has vanished; null when the catalog never saw it. */
export async function getVideo(
  db: Executor,
  environmentId: string,
  videoId: string,
): Promise<CatalogVideo | null> {
  const [row] = await withCategory(db)
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
    const excluded = notAmong(videos.videoId, selection.excludedIds);
    const matching = and(filterConditions(environmentId, filter), excluded);
    return { ...(await amountOf(db, matching)), unknown: 0 };
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

type Direction = "asc" | "desc";
type SortKey = "created" | "size" | "title";
type Order = [SortColumn | null, Direction];
type SortColumn = typeof videos.createdAt | typeof videos.sizeBytes | typeof videos.title;

function splitSort(sort: VideoSort): [SortKey, Direction] {
  const direction = sort.endsWith(".desc") ? "desc" : "asc";
  if (sort.startsWith("created")) return ["created", direction];
  return [sort.startsWith("size") ? "size" : "title", direction];
}

function castFor(key: SortKey, value: string | number | null): SQL {
  if (key === "created") return sql`${value}::timestamptz`;
  return key === "size" ? sql`${value}::int8` : sql`${value}::text`;
}

function beyondKey(column: SortColumn, value: SQL, videoId: string, direction: Direction): SQL {
  const row = sql`(${column}, ${videos.videoId})`;
  return direction === "asc" ? sql`${row} > (${value}, ${videoId})` : sql`${row} < (${value}, ${videoId})`;
}

function idBeyond(videoId: string, direction: Direction): SQL {
  return direction === "asc" ? sql`${videos.videoId} > ${videoId}` : sql`${videos.videoId} < ${videoId}`;
}

function withinCondition(environmentId: string, within: Within): SQL | undefined {
  if (within.kind === "filter") return filterConditions(environmentId, within.filter);
  return isOnList(environmentId, within.listId);
}

function withCategory(db: Executor, within: SQL | undefined = sql`true`) {
  return db
    .select({
      video: videos,
      category: categories.cateName,
      // Comparing with a value that is not there gives null, which is no match.
      within: sql<boolean>`coalesce(${within}, false)`,
    })
    .from(videos)
    .leftJoin(
      categories,
      and(eq(categories.environmentId, videos.environmentId), eq(categories.cateId, videos.cateId)),
    );
}

async function selectRows(
  db: Executor,
  within: SQL | undefined,
  where: SQL | undefined,
  limit: number,
  [column, direction]: Order,
): Promise<ListedVideo[]> {
  const order = direction === "asc" ? asc : desc;
  const rows = await withCategory(db, within)
    .where(where)
    .orderBy(...(column ? [order(column), order(videos.videoId)] : [order(videos.videoId)]))
    .limit(limit);
  return rows.map((row) => ({ ...toVideo(row), within: row.within }));
}

function toVideo(row: { video: typeof videos.$inferSelect; category: string | null }): CatalogVideo {
  return { ...row.video, cateName: row.category ?? row.video.cateName };
}

function finish(rows: ListedVideo[], limit: number, sort: VideoSort) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length <= limit || !last) return { videos: page, nextCursor: null };
  const [key] = splitSort(sort);
  const value = { created: last.createdAt.toISOString(), size: last.sizeBytes, title: last.title }[key];
  return { videos: page, nextCursor: writeCursor({ sort, value, videoId: last.videoId }) };
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
