import { and, type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { videos } from "../db/schema.ts";
import type { Db, Executor } from "../db/types.ts";
import { byIndexOnly, byLookUps } from "./by-index-only.ts";
import { FACETS, type Facet, filterToText, NONE, type VideoFilter } from "./filter.ts";
import { indexedMatches, listed, matches } from "./filter-conditions.ts";
import { lengthOfList, namedByList } from "./lists/on-list.ts";
import type { FacetCounts, FacetsView } from "./views.ts";

/** Up to so many videos are counted one by one. */
const COUNTED = 10_000;
/** So many pages of 8 kB are looked at where there are more: some 20,000 videos. */
const SAMPLED_PAGES = 600;
/** Digits of an estimate that mean something. */
const ESTIMATE_DIGITS = 2;

/**
 * What each facet would offer under a filter: exact while few match, otherwise estimated from a sample of the
 * library. Bounded work whatever the filter: it is asked for beside every page, which must not wait for it.
 */
export async function countFacets(db: Db, environmentId: string, filter: VideoFilter): Promise<FacetsView> {
  const whole = await tallyOf(db, environmentId, filter);
  const facets: [Facet, FacetCounts][] = [];
  // One after the other: a person may wait a little for these, and nobody for a connection.
  for (const facet of FACETS) {
    const says = filter[facet].length > 0;
    const { exact, rows } = says ? await tallyOf(db, environmentId, { ...filter, [facet]: [] }) : whole;
    const values = rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }));
    facets.push([facet, { exact, values }]);
  }
  const count = videosIn(whole.rows);
  // A list holds no more videos than lines, whatever a sample says.
  const most = filter.onList === null ? Number.POSITIVE_INFINITY : await lengthOfList(db, filter.onList);
  return {
    total: { count: whole.exact ? count : Math.min(rounded(count), most), exact: whole.exact },
    // One entry for each facet, as pushed above.
    facets: Object.fromEntries(facets) as FacetsView["facets"],
  };
}

type Row = { facet: Facet; value: string; count: number };
type Tally = { exact: boolean; rows: Row[] };

async function tallyOf(db: Db, environmentId: string, filter: VideoFilter): Promise<Tally> {
  const where = and(listed(environmentId), matches(environmentId, filter));
  const shortList = await shortListOf(db, filter);
  if (shortList !== null || filterToText({ ...filter, onList: null }) !== "") {
    const exact =
      shortList === null
        ? where
        : and(
            listed(environmentId),
            matches(environmentId, { ...filter, onList: null }),
            namedByList(environmentId, shortList),
          );
    const found = sql`${videos} where ${and(exact, indexedMatches(filter))} limit ${COUNTED + 1}`;
    const ask = shortList === null ? byIndexOnly : byLookUps;
    const rows = await ask(db, (tx) => valuesOf(tx, found));
    if (videosIn(rows) <= COUNTED) return { exact: true, rows };
  }
  const [size] = await rowsOf<{ pages: number }>(
    db,
    sql`select ceil(pg_relation_size('videos') / 8192.0)::int as pages`,
  );
  const share = Math.min(1, SAMPLED_PAGES / Math.max(1, size?.pages ?? 0));
  const sample = sql`${videos} tablesample system (${share * 100}::float8) repeatable (1) where ${where}`;
  const rows = await valuesOf(db, sample);
  if (share === 1) return { exact: true, rows };
  return { exact: false, rows: rows.map((row) => ({ ...row, count: rounded(row.count / share) })) };
}

/** A long list by itself is no way to find few videos. */
async function shortListOf(db: Db, { onList }: VideoFilter): Promise<string | null> {
  if (onList === null) return null;
  return (await lengthOfList(db, onList)) <= COUNTED ? onList : null;
}

/** Counts each value of each facet in one reading of the rows. */
async function valuesOf(db: Executor, rows: SQL): Promise<Row[]> {
  return await rowsOf(
    db,
    sql`
      with found as materialized (select ${videos.status}, ${videos.cateId}, ${videos.storageClass}, ${videos.transcodeMode}, ${videos.mezzanineState}, ${videos.kind} from ${rows})
      select facet, value, count(*)::int as count
      from found, lateral (values
        ('status', status), ('cateId', coalesce(cate_id::text, ${NONE})),
        ('storageClass', coalesce(storage_class, ${NONE})), ('transcodeMode', coalesce(transcode_mode, ${NONE})),
        ('mezzanine', mezzanine_state), ('kind', kind)) v(facet, value)
      group by facet, value
      order by facet, count desc, value
    `,
  );
}

/** Every video has a kind. */
function videosIn(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => (row.facet === "kind" ? sum + row.count : sum), 0);
}

function rounded(count: number): number {
  return Number(count.toPrecision(ESTIMATE_DIGITS));
}
