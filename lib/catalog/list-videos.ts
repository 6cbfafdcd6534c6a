import { and, gt, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import { byIndexOnly } from "./by-index-only.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { EMPTY_FILTER, type VideoFilter } from "./filter.ts";
import { indexedMatches, listed, matches } from "./filter-conditions.ts";
import { isOnList } from "./lists/sum-list.ts";
import type { VideoSort } from "./sort.ts";
import { type ListedVideo, type Order, selectRows } from "./video-rows.ts";

/** What a row of a page may be asked besides: whether a selection would hold it. */
export type Within = { kind: "filter"; filter: VideoFilter } | { kind: "list"; listId: string };

/**
 * How many rows are walked through before the index is asked which ones match (decision 010): a short way first,
 * and the long one where the short one showed that often enough something matches.
 */
export const WALK = { short: 1_000, long: 15_000, matchesForLong: 10 };

/**
 * One page of the catalog. Paging goes by key, so no row is shown twice or missed while rows are added;
 * videos of unknown size come last in both directions.
 *
 * @param page.cursor `nextCursor` of the page before, null for the first page
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
  walk = WALK,
): Promise<{ videos: ListedVideo[]; nextCursor: string | null } | null> {
  const after = page.cursor === null ? null : readCursor(page.cursor, page.sort);
  if (page.cursor !== null && after === null) return null;
  const wanted = page.limit + 1;
  const within = page.within && withinCondition(environmentId, page.within);
  const rows: ListedVideo[] = [];
  for (const leg of legsOf(environmentId, page.filter, page.sort, after)) {
    if (rows.length === wanted) break;
    rows.push(...(await readLeg(db, leg, { limit: wanted - rows.length, within, walk })));
  }
  return finish(rows, page.limit, page.sort);
}

function withinCondition(environmentId: string, within: Within): SQL {
  if (within.kind === "list") return isOnList(environmentId, within.listId);
  return matches(environmentId, within.filter) ?? sql`true`;
}

/** A stretch of one sort's index: its rows, and what the filter says of them besides. */
type Leg = { environmentId: string; where: SQL | undefined; order: Order; rest: VideoFilter };

/** Videos without a size have a stretch of their own, the last one in both directions. */
function legsOf(environmentId: string, filter: VideoFilter, sort: VideoSort, after: Cursor | null): Leg[] {
  const [key, direction] = splitSort(sort);
  const [bounds, rest] = splitFilter(filter, key);
  const leg = (column: Order["column"], ...where: (SQL | undefined)[]): Leg => ({
    environmentId,
    where: and(listed(environmentId), matches(environmentId, bounds), ...where),
    order: { column, direction },
    rest,
  });
  const beyond = (column: PgColumn) =>
    after === null || after.value === null
      ? undefined
      : beyondKey(column, castFor(key, after.value), after.videoId, direction);

  if (key === "created") return [leg(videos.createdAt, beyond(videos.createdAt))];
  if (key === "title") return [leg(videos.title, beyond(videos.title))];
  const sized = leg(videos.sizeBytes, isNotNull(videos.sizeBytes), beyond(videos.sizeBytes));
  if (bounds.minBytes !== null || bounds.maxBytes !== null) return [sized];
  const unsized = (...where: SQL[]) => leg(videos.sizeBytes, isNull(videos.sizeBytes), ...where);
  if (after === null || after.value !== null) return [sized, unsized()];
  return [unsized(idBeyond(after.videoId, direction))];
}

/**
 * Walks a little way along the sort, which finds the page where matches are frequent. Otherwise they are few, or
 * lie far off: the index names all of them, and these are sorted. Either way reads a few thousand rows. Left to
 * itself the planner multiplies frequencies that are not independent, and walks through the whole library.
 */
async function readLeg(
  db: Executor,
  { environmentId, where, order, rest }: Leg,
  { limit, within, walk }: { limit: number; within: SQL | undefined; walk: typeof WALK },
): Promise<ListedVideo[]> {
  const exact = matches(environmentId, rest);
  const shared = { order, limit, within };
  if (!exact) return await selectRows(db, { ...shared, among: { where, limit } });
  const walkThrough = (rows: number) =>
    selectRows(db, { ...shared, among: { where, limit: rows }, where: exact });
  let near = await walkThrough(walk.short);
  if (near.length < limit && near.length >= walk.matchesForLong) near = await walkThrough(walk.long);
  if (near.length === limit) return near;
  const found = and(where, exact, indexedMatches(rest));
  return await byIndexOnly(db, (tx) => selectRows(tx, { ...shared, among: { where: found, limit } }));
}

type SortKey = "created" | "size" | "title";

function splitSort(sort: VideoSort): [SortKey, Order["direction"]] {
  const direction = sort.endsWith(".desc") ? "desc" : "asc";
  if (sort.startsWith("created")) return ["created", direction];
  return [sort.startsWith("size") ? "size" : "title", direction];
}

/** The part of a filter that bounds the sort's own index, and the rest of it. */
function splitFilter(filter: VideoFilter, key: SortKey): [bounds: VideoFilter, rest: VideoFilter] {
  const { createdFrom, createdBefore, minBytes, maxBytes } = filter;
  switch (key) {
    case "created":
      return [
        { ...EMPTY_FILTER, createdFrom, createdBefore },
        { ...filter, createdFrom: null, createdBefore: null },
      ];
    case "size":
      return [
        { ...EMPTY_FILTER, minBytes, maxBytes },
        { ...filter, minBytes: null, maxBytes: null },
      ];
    case "title":
      return [EMPTY_FILTER, filter];
    default:
      return key satisfies never;
  }
}

function castFor(key: SortKey, value: string | number | null): SQL {
  if (key === "created") return sql`${value}::timestamptz`;
  return key === "size" ? sql`${value}::int8` : sql`${value}::text`;
}

function beyondKey(column: PgColumn, value: SQL, videoId: string, direction: Order["direction"]): SQL {
  const row = sql`(${column}, ${videos.videoId})`;
  return direction === "asc" ? sql`${row} > (${value}, ${videoId})` : sql`${row} < (${value}, ${videoId})`;
}

function idBeyond(videoId: string, direction: Order["direction"]): SQL {
  return direction === "asc" ? gt(videos.videoId, videoId) : lt(videos.videoId, videoId);
}

function finish(rows: ListedVideo[], limit: number, sort: VideoSort) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length <= limit || !last) return { videos: page, nextCursor: null };
  const [key] = splitSort(sort);
  const value = { created: last.createdAt.toISOString(), size: last.sizeBytes, title: last.title }[key];
  return { videos: page, nextCursor: writeCursor({ sort, value, videoId: last.videoId }) };
}
