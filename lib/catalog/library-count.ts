import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { rowsOf } from "../db/rows.ts";
import type { Db } from "../db/types.ts";
import { SIZE_BANDS } from "./size-bands.ts";

/**
 * What a deletion of a source would take, as far as the catalog can tell: the transcode mode, and what the last
 * live look said of the source. It holds no streams, so a forecast may find more (lib/deletion/forecast-item.ts).
 */
export const NEEDS = ["without-force", "with-force", "mode-unknown", "busy", "gone"] as const;
export type Need = (typeof NEEDS)[number];

const amountSchema = z.object({
  count: z.number(),
  /** Of the known sizes. */
  bytes: z.number(),
  unsized: z.number(),
});

/** Raised with every change of the shape or of what is counted, so that an older count is made anew. */
export const LIBRARY_COUNT_VERSION = 1;

const countSchema = z.object({
  version: z.literal(LIBRARY_COUNT_VERSION),
  needs: z.array(amountSchema.extend({ need: z.enum(NEEDS), storageClass: z.string().nullable() })),
  /** From here on without the sources that are gone. `cateName` is the name that came with the videos. */
  categories: z.array(
    amountSchema.extend({ cateId: z.number().nullable(), cateName: z.string().nullable() }),
  ),
  /** Of creation, in UTC: 2026-01. */
  months: z.array(amountSchema.extend({ month: z.string() })),
  /** The place in `SIZE_BANDS`, null where the size is not known. */
  bands: z.array(amountSchema.extend({ band: z.number().nullable() })),
});

/** The whole catalog counted along four lines. Every video that has not vanished is in each of them once. */
export type LibraryCount = z.infer<typeof countSchema>;

/** null where there is none yet, or where it has the shape of another version. */
export function readLibraryCount(stored: unknown): LibraryCount | null {
  return countSchema.safeParse(stored).data ?? null;
}

/** Few enough that a statement of somebody else waits some 30 ms on the embedded store's one session. */
const SLICE = 2_500;

/**
 * Counts the catalog of one environment in slices, in the order of the ids, so that the embedded store is never
 * held for long and no video is counted twice. What changes meanwhile is counted as it is when its turn comes.
 *
 * @param goOn asked before each slice; false ends the count
 * @returns null when it was ended
 */
export async function countLibrary(
  db: Db,
  environmentId: string,
  goOn: () => Promise<boolean>,
  sliceSize = SLICE,
): Promise<LibraryCount | null> {
  const groups = new Map<string, SliceRow>();
  for (let after = ""; ; ) {
    if (!(await goOn())) return null;
    const rows = await rowsOf<SliceRow>(db, sliceQuery(environmentId, after, sliceSize));
    for (const row of rows) addTo(groups, row);
    const slice = rows.find((row) => Number(row.line) === LINES.slice);
    if (!slice?.last_id || Number(slice.count) < sliceSize) return countOf([...groups.values()]);
    after = slice.last_id;
  }
}

/** `grouping(need, cate_id, month, band)` of each line: a bit is set where the column is no part of it. */
const LINES = { needs: 0b0111, categories: 0b1011, months: 0b1101, bands: 0b1110, slice: 0b1111 } as const;

type SliceRow = {
  line: number;
  /** Sources that are gone are told apart along every line. */
  gone: boolean | null;
  need: Need | null;
  storage_class: string | null;
  cate_id: number | null;
  cate_name: string | null;
  month: string | null;
  band: number | null;
  count: number;
  bytes: number;
  unsized: number;
  last_id: string | null;
};

function sliceQuery(environmentId: string, after: string, limit: number): SQL {
  const edges = sql.raw(`array[${SIZE_BANDS.join(",")}]::int8[]`);
  return sql`
    select grouping(need, cate_id, month, band)::int as line, gone, need, storage_class, cate_id,
      max(cate_name) as cate_name, to_char(month, 'YYYY-MM') as month, band,
      count(*)::int8 as count, coalesce(sum(size_bytes), 0)::int8 as bytes,
      count(*) filter (where size_bytes is null)::int8 as unsized, max(video_id) as last_id
    from (
      select video_id, storage_class, cate_id, cate_name, size_bytes, mezzanine_state = 'gone' as gone,
        date_trunc('month', created_at at time zone 'utc') as month,
        width_bucket(size_bytes, ${edges}) - 1 as band,
        case
          when mezzanine_state in ('gone', 'busy') then mezzanine_state
          when transcode_mode = 'FastTranscode' then 'without-force'
          when transcode_mode in ('NoTranscode', 'AsyncTranscode') then 'with-force'
          else 'mode-unknown' end as need
      from videos
      where environment_id = ${environmentId} and vanished_at is null and video_id > ${after}
      order by video_id limit ${limit}
    ) slice
    group by grouping sets ((need, storage_class), (gone, cate_id), (gone, month), (gone, band), ())
  `;
}

/** Adds the rows of the same group in every slice. */
function addTo(groups: Map<string, SliceRow>, row: SliceRow): void {
  const { line, gone, need, storage_class, cate_id, month, band } = row;
  const key = JSON.stringify([line, gone, need, storage_class, cate_id, month, band]);
  const known = groups.get(key);
  groups.set(key, {
    ...row,
    cate_name: known?.cate_name ?? row.cate_name,
    count: (known?.count ?? 0) + Number(row.count),
    bytes: (known?.bytes ?? 0) + Number(row.bytes),
    unsized: (known?.unsized ?? 0) + Number(row.unsized),
  });
}

function countOf(rows: readonly SliceRow[]): LibraryCount {
  const along = (line: keyof typeof LINES) =>
    rows.filter((row) => Number(row.line) === LINES[line] && row.gone !== true);
  const amount = ({ count, bytes, unsized }: SliceRow) => ({ count, bytes, unsized });
  const number = (value: number | null) => (value === null ? null : Number(value));
  return {
    version: LIBRARY_COUNT_VERSION,
    needs: along("needs").flatMap((row) =>
      row.need ? [{ need: row.need, storageClass: row.storage_class, ...amount(row) }] : [],
    ),
    categories: along("categories").map((row) => ({
      cateId: number(row.cate_id),
      cateName: row.cate_name,
      ...amount(row),
    })),
    months: along("months").flatMap((row) => (row.month ? [{ month: row.month, ...amount(row) }] : [])),
    bands: along("bands").map((row) => ({ band: number(row.band), ...amount(row) })),
  };
}
