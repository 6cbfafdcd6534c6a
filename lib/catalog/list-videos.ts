import { and, eq, gt, gte, isNotNull, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { rowsOf } from "../db/rows.ts";
import { videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import { byIndexOnly, byLookUps } from "./by-index-only.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { EMPTY_FILTER, type VideoFilter } from "./filter.ts";
import { indexedMatches, listed, matches } from "./filter-conditions.ts";
import { isOnList, lengthOfList, namedByList } from "./lists/on-list.ts";
import type { VideoSort } from "./sort.ts";
import { type ListedVideo, type Order, type Stretches, selectRows } from "./video-rows.ts";

/** What a row of a page may be asked besides: whether a selection would hold it. */
export type Within = { kind: "filter"; filter: VideoFilter } | { kind: "list"; listId: string };

/**
 * How many rows are walked through at first, and how many of them must match to walk on for the rest of the page;
 * how many pages of 8 kB are looked at for a sample, and how many times over a page of matches is to lie before
 * the row that the sample tells (decision 010); up to how many videos of a list are looked up one by one in any
 * case, and how many rows of a stretch are read in the time that one of them takes.
 */
export const EFFORT = {
  walkedRows: 500,
  matchesToWalkOn: 10,
  sampledPages: 150,
  margin: 1.5,
  listedVideos: 20_000,
  rowsPerLookUp: 2.5,
};

/** So many statuses are looked for one by one. */
const MOST_STATUSES = 8;

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
  effort = EFFORT,
): Promise<{ videos: ListedVideo[]; nextCursor: string | null } | null> {
  const after = page.cursor === null ? null : readCursor(page.cursor, page.sort);
  if (page.cursor !== null && after === null) return null;
  const wanted = page.limit + 1;
  const within = page.within && withinCondition(environmentId, page.within);
  const { onList } = page.filter;
  const list = onList === null ? null : { id: onList, length: await lengthOfList(db, onList) };
  const rows: ListedVideo[] = [];
  for (const leg of legsOf(environmentId, page.filter, page.sort, after)) {
    if (rows.length === wanted) break;
    rows.push(...(await readLeg(db, leg, { limit: wanted - rows.length, within, effort, list })));
  }
  return finish(rows, page.limit, page.sort);
}

function withinCondition(environmentId: string, within: Within): SQL {
  if (within.kind === "list") return isOnList(environmentId, within.listId);
  return matches(environmentId, within.filter) ?? sql`true`;
}

/** A stretch of one sort's index: its rows, and what the filter says of them besides. */
type Leg = {
  environmentId: string;
  where: SQL | undefined;
  /** The same by status, where the filter asks for rare ones: each has an index of its own for every sort. */
  byStatus: Stretches | null;
  order: Order;
  /** The rows from the beginning of the stretch to this one. */
  upTo: (row: SampledRow) => SQL | undefined;
  rest: VideoFilter;
};

/** A row of a sample, as raw statements return it, and about how many rows of the stretch come before it. */
type SampledRow = { value: string | number | null; id: string; before: number };

/** Videos without a size have a stretch of their own, the last one in both directions. */
function legsOf(environmentId: string, filter: VideoFilter, sort: VideoSort, after: Cursor | null): Leg[] {
  const [key, direction] = splitSort(sort);
  const [bounds, rest] = splitFilter(filter, key);
  const column = { created: videos.createdAt, size: videos.sizeBytes, title: videos.title }[key];
  const within = and(listed(environmentId), matches(environmentId, bounds));
  const beyond =
    after === null || after.value === null
      ? undefined
      : beyondKey(column, castFor(key, after.value), after.videoId, direction);
  const ends = direction === "asc" ? sql`<=` : sql`>=`;
  const sizedWithin = and(within, key === "size" ? isNotNull(column) : undefined, beyond);
  const known: Leg = {
    environmentId,
    where: sizedWithin,
    byStatus: splitByStatus(sizedWithin, rest),
    order: { column, direction },
    upTo: ({ value, id }) => sql`(${column}, ${videos.videoId}) ${ends} (${castFor(key, value)}, ${id})`,
    rest,
  };
  if (key !== "size" || bounds.minBytes !== null || bounds.maxBytes !== null) return [known];
  const beyondId = after?.value === null ? idBeyond(after.videoId, direction) : undefined;
  const unsizedWithin = and(within, isNull(column), beyondId);
  const unsized: Leg = {
    ...known,
    where: unsizedWithin,
    byStatus: splitByStatus(unsizedWithin, rest),
    upTo: ({ id }) => (direction === "asc" ? lte(videos.videoId, id) : gte(videos.videoId, id)),
  };
  return filter.size === "unknown" || after?.value === null ? [unsized] : [known, unsized];
}

/** Most videos are `Normal`, which is why those have no such index; and a query is not to grow without bound. */
function splitByStatus(where: SQL | undefined, { status }: VideoFilter): Stretches | null {
  if (status.length === 0 || status.length > MOST_STATUSES || status.includes("Normal")) return null;
  const [first, ...others] = [...new Set(status)].map(
    (value) => sql`(${and(where, eq(videos.status, value))})`,
  );
  return [first, ...others];
}

/**
 * Walks a little way along the sort, which finds the page where matches are frequent. Otherwise the videos of a
 * short list are looked up; without one, a sample tells whether enough matches lie before some row of the sort, and
 * the index names those, or all where they are few. Each way reads a few thousand rows, or as many as are listed.
 * Left to itself the planner multiplies frequencies that are not independent, and walks through the whole library.
 */
async function readLeg(
  db: Executor,
  leg: Leg,
  options: {
    limit: number;
    within: SQL | undefined;
    effort: typeof EFFORT;
    list: { id: string; length: number } | null;
  },
): Promise<ListedVideo[]> {
  const { where, order, rest, environmentId } = leg;
  const { limit, within, effort, list } = options;
  const stretches = leg.byStatus ?? [where];
  const exact = matches(environmentId, rest);
  const beside = matches(environmentId, leg.byStatus ? { ...rest, status: [] } : rest);
  const shared = { order, limit, within };
  if (!exact || !beside) return await selectRows(db, { ...shared, among: { stretches, limit } });
  const walk = (rows: number) =>
    selectRows(db, { ...shared, among: { stretches, limit: rows }, where: beside });
  let near = await walk(effort.walkedRows);
  if (near.length < limit && near.length >= effort.matchesToWalkOn) {
    near = await walk(Math.ceil((1.5 * effort.walkedRows * limit) / near.length));
  }
  if (near.length === limit) return near;
  const indexed = indexedMatches(rest);
  const lookUp = ({ id, length }: { id: string; length: number }) => {
    const named = and(matches(environmentId, { ...rest, onList: null }), namedByList(environmentId, id));
    const stretches = [and(where, named, indexed)] as const;
    const among = { stretches, limit: length, inAnyOrder: true };
    return byLookUps(db, (tx) => selectRows(tx, { ...shared, among }));
  };
  if (list !== null && list.length <= effort.listedVideos) return await lookUp(list);
  const ask = (stretch: SQL | undefined) =>
    byIndexOnly(db, (tx) =>
      selectRows(tx, { ...shared, among: { stretches: [and(stretch, exact, indexed)], limit } }),
    );
  const end = await sampleEnd(db, leg, exact, { limit, effort });
  // A long list may lie together far down the sort, or be hardly in the library at all.
  const rowsToRead = end?.before ?? (indexed ? 0 : Number.POSITIVE_INFINITY);
  if (list !== null && list.length * effort.rowsPerLookUp < rowsToRead) return await lookUp(list);
  const found = end ? await ask(and(where, leg.upTo(end))) : [];
  return found.length === limit ? found : await ask(where);
}

/**
 * The row before which a page of matches lies, in all likelihood a few times over, as a sample of the library
 * tells it; null where they are too few for that.
 */
async function sampleEnd(
  db: Executor,
  { where, order: { column, direction } }: Leg,
  exact: SQL,
  { limit, effort }: { limit: number; effort: typeof EFFORT },
): Promise<SampledRow | null> {
  const share = sql`least(1, ${effort.sampledPages}::int * 8192.0 / greatest(1, pg_relation_size('videos')))`;
  const by = direction === "asc" ? sql`asc` : sql`desc`;
  const [row] = await rowsOf<SampledRow>(
    db,
    sql`
      with sampled as materialized (
        select ${column} as value, ${videos.videoId} as id, (${exact}) is true as hit,
          row_number() over (order by ${column} ${by}, ${videos.videoId} ${by}) as place
        from ${videos} tablesample system (100 * ${share}) repeatable (1)
        where ${where}
      )
      select value, id, (place / ${share})::float8 as before
      from sampled where hit order by place
      offset ceil(${effort.margin}::float8 * (1 + ${limit}::int * ${share})) limit 1
    `,
  );
  return row ?? null;
}

type SortKey = "created" | "size" | "title";

function splitSort(sort: VideoSort): [SortKey, Order["direction"]] {
  const direction = sort.endsWith(".desc") ? "desc" : "asc";
  if (sort.startsWith("created")) return ["created", direction];
  return [sort.startsWith("size") ? "size" : "title", direction];
}

/** The part of a filter that bounds the sort's own index, and the rest of it. */
function splitFilter(filter: VideoFilter, key: SortKey): [bounds: VideoFilter, rest: VideoFilter] {
  const { createdFrom, createdBefore, size, minBytes, maxBytes } = filter;
  switch (key) {
    case "created":
      return [
        { ...EMPTY_FILTER, createdFrom, createdBefore },
        { ...filter, createdFrom: null, createdBefore: null },
      ];
    case "size":
      return [
        { ...EMPTY_FILTER, size, minBytes, maxBytes },
        { ...filter, size: null, minBytes: null, maxBytes: null },
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
