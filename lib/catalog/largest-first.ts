import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import { filterToText, type VideoFilter } from "./filter.ts";
import { filterConditions } from "./filter-conditions.ts";

/** Videos of one size to the byte that are named one by one; the answer is for a menu that is open. */
const MOST_TIES = 20_000;

/** Which videos these are, as a selection: a filter and the ids of the last size that it takes no more. */
export type LargestFirst = {
  filterText: string;
  excludedIds: string[];
  count: number;
  bytes: number;
  /** The size of the excluded, and the smallest that is taken; null when nothing is. */
  smallestBytes: number | null;
  /** Of the first that is not taken; null when all of known size are. */
  nextBytes: number | null;
};

/**
 * The largest videos that a filter matches, as many as add up to no more than so many bytes: by size, equal
 * sizes by id, up to the first that does not fit. Videos of unknown size are never among them.
 *
 * Where more videos of the last size than `MOST_TIES` would have to be excluded, that size is left out as a whole.
 */
export async function largestFirst(
  db: Executor,
  environmentId: string,
  filter: VideoFilter,
  maxBytes: number,
): Promise<LargestFirst> {
  // One statement, so that all of it is about one state of the catalog.
  const [row] = await rowsOf<{
    count: string;
    bytes: string;
    smallest: string | null;
    next: string | null;
    larger_count: string;
    larger_bytes: string;
    second: string | null;
    ties: string;
    tied_ids: string[] | null;
  }>(
    db,
    sql`
      with sized as (
        select ${videos.sizeBytes} as size, ${videos.videoId} as id, sum(${videos.sizeBytes})
          over (order by ${videos.sizeBytes} desc, ${videos.videoId} desc rows unbounded preceding) as reached
        from ${videos}
        where ${filterConditions(environmentId, filter)} and ${videos.sizeBytes} is not null
      ),
      taken as (
        select count(*) as count, coalesce(sum(size), 0) as bytes, min(size) as smallest
        from sized where reached <= ${maxBytes}::int8
      ),
      left_out as (select max(size) as next from sized where reached > ${maxBytes}::int8),
      larger as (
        select count(*) as count, coalesce(sum(size), 0) as bytes, min(size) as second
        from sized, taken where size > smallest
      ),
      tied as (
        select id from sized, taken where size = smallest and reached > ${maxBytes}::int8
        limit ${MOST_TIES + 1}
      )
      select taken.count, taken.bytes, taken.smallest, left_out.next, larger.count as larger_count,
        larger.bytes as larger_bytes, larger.second, (select count(*) from tied) as ties,
        (select array_agg(id order by id) from tied) as tied_ids
      from taken, left_out, larger
    `,
  );
  if (!row) throw new Error("an aggregate gave no row");
  const smallest = toNumber(row.smallest);
  const tooManyTies = Number(row.ties) > MOST_TIES;
  const from = tooManyTies ? toNumber(row.second) : smallest;
  return {
    filterText: filterToText({ ...filter, minBytes: from ?? Number.MAX_SAFE_INTEGER }),
    excludedIds: tooManyTies ? [] : (row.tied_ids ?? []),
    count: Number(tooManyTies ? row.larger_count : row.count),
    bytes: Number(tooManyTies ? row.larger_bytes : row.bytes),
    smallestBytes: from,
    nextBytes: tooManyTies ? smallest : toNumber(row.next),
  };
}

function toNumber(value: string | null): number | null {
  return value === null ? null : Number(value);
}
