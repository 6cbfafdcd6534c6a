import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import type { Amount } from "../deletion/summarize.ts";
import type { DecidableGroup } from "../deletion/types.ts";
import type { EngineDeps } from "./deps.ts";

/** One video of a group as the review shows it at a glance. */
export type GlanceItem = {
  seq: number;
  videoId: string;
  kind: "video" | "audio";
  title: string | null;
  coverUrl: string | null;
  /** Bytes, as the forecast saw them; null when VOD did not say. */
  sizeBytes: number | null;
  /** ISO 8601; null for a video that the catalog does not know. */
  createdAt: string | null;
};

/** Which videos a group of the review is made of. Sizes are bytes. */
export type GroupGlanceView = {
  total: Amount;
  largest: GlanceItem[];
  newest: GlanceItem[];
  /** Drawn by chance, yet the same at every look at this list, so that two people see the same six. */
  sample: GlanceItem[];
  /** The largest categories by bytes; a null name is for videos without one. */
  categories: (Amount & { name: string | null })[];
  /** All other categories together; null where there are none. */
  otherCategories: (Amount & { categories: number }) | null;
  /** By year of creation in UTC, newest first; a null year is for videos that the catalog does not know. */
  years: (Amount & { year: number | null })[];
};

const LARGEST = 3;
const NEWEST = 3;
const SAMPLE = 6;
const CATEGORIES = 4;

type ItemRow = {
  seq: number;
  video_id: string;
  kind: "video" | "audio" | null;
  title: string | null;
  cover_url: string | null;
  size_bytes: number | null;
  created_at: string | null;
};
type ShareRow = {
  is_year: number;
  year: number | null;
  cate_name: string | null;
  count: number;
  bytes: number;
};

/** Largest, newest and random videos of one group, with its age and categories; null when there is no such deletion here. */
export async function readGroupGlance(
  c: EngineDeps,
  id: string,
  group: DecidableGroup,
): Promise<GroupGlanceView | null> {
  const [deletion] = await rowsOf<{ list_digest: string | null }>(
    c.db,
    sql`select list_digest from deletions where id = ${id} and environment_id = ${c.environment.id}`,
  );
  if (!deletion) return null;
  const from = sql`
    from deletion_items i
    left join videos v on v.environment_id = i.environment_id and v.video_id = i.video_id
    where i.deletion_id = ${id} and i."group" = ${group}
  `;
  const [largest, newest, sample, shares] = await Promise.all([
    readItems(c, from, sql`i.size_bytes desc nulls last, i.seq`, LARGEST),
    readItems(c, from, sql`v.created_at desc nulls last, i.seq`, NEWEST),
    readItems(c, from, sql`md5(i.seq::text || ${deletion.list_digest ?? ""}::text), i.seq`, SAMPLE),
    readShares(c, from),
  ]);
  return { largest, newest, sample, ...shares };
}

async function readItems(c: EngineDeps, from: SQL, order: SQL, limit: number): Promise<GlanceItem[]> {
  const rows = await rowsOf<ItemRow>(
    c.db,
    sql`
      select i.seq, i.video_id, v.kind, i.title, v.cover_url, i.size_bytes,
        to_char(v.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at
      ${from} order by ${order} limit ${limit}
    `,
  );
  return rows.map((row) => ({
    seq: Number(row.seq),
    videoId: row.video_id,
    kind: row.kind ?? "video",
    title: row.title,
    coverUrl: row.cover_url,
    sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes),
    createdAt: row.created_at,
  }));
}

async function readShares(
  c: EngineDeps,
  from: SQL,
): Promise<Pick<GroupGlanceView, "total" | "categories" | "otherCategories" | "years">> {
  const rows = await rowsOf<ShareRow>(
    c.db,
    sql`
      select grouping(cate_name)::int as is_year, year, cate_name, count(*)::int as count,
        coalesce(sum(size_bytes), 0)::int8 as bytes
      from (
        select i.size_bytes, nullif(v.cate_name, '') as cate_name,
          extract(year from v.created_at at time zone 'utc')::int as year
        ${from}
      ) item
      group by grouping sets ((cate_name), (year))
    `,
  );
  const counted = rows.map((row) => ({ ...row, count: Number(row.count), bytes: Number(row.bytes) }));
  const categories = counted
    .filter((row) => Number(row.is_year) === 0)
    .map(({ cate_name, count, bytes }) => ({ name: cate_name, count, bytes }))
    .toSorted((a, b) => b.bytes - a.bytes || b.count - a.count);
  const years = counted
    .filter((row) => Number(row.is_year) === 1)
    .map(({ year, count, bytes }) => ({ year: year === null ? null : Number(year), count, bytes }))
    .toSorted((a, b) => (b.year ?? 0) - (a.year ?? 0));
  const rest = categories.slice(CATEGORIES);
  return {
    total: sum(categories),
    categories: categories.slice(0, CATEGORIES),
    otherCategories: rest.length > 0 ? { categories: rest.length, ...sum(rest) } : null,
    years,
  };
}

function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce<Amount>((all, a) => ({ count: all.count + a.count, bytes: all.bytes + a.bytes }), {
    count: 0,
    bytes: 0,
  });
}
