import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { categories, videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import { CSV_BOM, csvLine } from "../export/csv.ts";
import { sliceOfLines } from "./collect-slice.ts";
import { parseFilterText } from "./filter.ts";
import { filterConditions } from "./filter-conditions.ts";
import { readListRow } from "./lists/list-row.ts";
import { videosAlong } from "./lists/on-list.ts";
import type { Selection } from "./queries.ts";

const PAGE = 2_000;

/** What is said of each video; null throughout but for the id where the catalog does not hold it. */
type Line = {
  video_id: string;
  in_catalog: boolean;
  title: string | null;
  kind: string | null;
  status: string | null;
  size_bytes: number | null;
  duration_seconds: number | null;
  category_id: number | null;
  category: string | null;
  created_at: string | null;
  transcode_mode: string | null;
  storage_class: string | null;
  source: string | null;
  observed_at: string | null;
};

const COLUMNS = [
  "video_id",
  "in_catalog",
  "title",
  "kind",
  "status",
  "size_bytes",
  "duration_seconds",
  "category_id",
  "category",
  "created_at",
  "transcode_mode",
  "storage_class",
  "source",
  "observed_at",
] as const satisfies (keyof Line)[];

/** Whose videos these are: on every line, so that a file cannot be taken for another environment's. */
export type ExportedFrom = { id: string; kind: string; accountId: string; region: string };

/**
 * The videos of a selection as the catalog holds them while it is written, in the order of their ids, piece by
 * piece and without a cap. CSV is as `lib/export/csv.ts` writes it; JSON Lines has one object a line with the
 * same names. Times are UTC, sizes bytes.
 *
 * @throws RangeError when the filter's text cannot be read to the last part
 * @throws UseCaseError `not-found` while it is read, for a list of another environment
 */
export function exportSelection(
  db: Executor,
  from: ExportedFrom,
  selection: Selection,
  format: "csv" | "jsonl",
): AsyncIterable<string> {
  return write(pagesOf(db, from.id, selection), from, format);
}

function pagesOf(db: Executor, environmentId: string, selection: Selection): AsyncIterable<Line[]> {
  switch (selection.kind) {
    case "ids":
      return pagesOfIds(db, environmentId, selection.ids);
    case "filter":
      return pagesOfFilter(db, environmentId, parseFilterText(selection.filterText), selection.excludedIds);
    case "list":
      return pagesOfList(db, environmentId, selection);
    default:
      return selection satisfies never;
  }
}

async function* write(pages: AsyncIterable<Line[]>, from: ExportedFrom, format: "csv" | "jsonl") {
  const shared = { environment: from.kind, account_id: from.accountId, region: from.region };
  if (format === "csv") yield CSV_BOM + csvLine([...COLUMNS, ...Object.keys(shared)]);
  for await (const page of pages) {
    yield page
      .map((line) =>
        format === "csv"
          ? csvLine([...COLUMNS.map((name) => line[name]), ...Object.values(shared)])
          : `${JSON.stringify({ ...line, ...shared })}\n`,
      )
      .join("");
  }
}

async function* pagesOfFilter(
  db: Executor,
  environmentId: string,
  filter: ReturnType<typeof parseFilterText>,
  excludedIds: readonly string[],
): AsyncIterable<Line[]> {
  const matching = filterConditions(environmentId, filter);
  const excluded = new Set(excludedIds);
  let after: string | null = null;
  for (;;) {
    const lines: Line[] = await rowsOf<Line>(
      db,
      sql`
        select ${videos.videoId} as video_id, true as in_catalog, ${KNOWN}
        from ${videosAlong(filter.onList, after)} ${CATEGORY}
        where ${and(matching, after === null ? undefined : gt(videos.videoId, after))}
        order by ${asc(videos.videoId)} limit ${PAGE}
      `,
    );
    yield lines.filter((line) => !excluded.has(line.video_id)).map(tidy);
    after = lines.at(-1)?.video_id ?? null;
    if (lines.length < PAGE) return;
  }
}

async function* pagesOfList(
  db: Executor,
  environmentId: string,
  list: { listId: string; excludedIds: readonly string[] },
): AsyncIterable<Line[]> {
  await readListRow(db, environmentId, list.listId);
  const excluded = new Set(list.excludedIds);
  for (let afterKey: string | null = null; ; ) {
    const slice = sliceOfLines(environmentId, { ...list, excludedIds: [], afterKey, limit: PAGE });
    const rows: { video_id: string }[] = await rowsOf(db, sql`select s.video_id from ${slice} s`);
    const ids = rows.map((row) => row.video_id);
    const taken = ids.filter((id) => !excluded.has(id));
    yield* pagesOfIds(db, environmentId, taken);
    afterKey = ids.at(-1) ?? null;
    if (ids.length < PAGE) return;
  }
}

async function* pagesOfIds(
  db: Executor,
  environmentId: string,
  ids: readonly string[],
): AsyncIterable<Line[]> {
  const all = [...new Set(ids)].sort();
  for (let at = 0; at < all.length; at += PAGE) {
    const lines = await rowsOf<Line>(
      db,
      sql`
        select chosen.id as video_id, ${videos.videoId} is not null as in_catalog, ${KNOWN}
        from jsonb_array_elements_text(${JSON.stringify(all.slice(at, at + PAGE))}::jsonb)
          with ordinality as chosen(id, place)
        left join ${videos} on ${videos.videoId} = chosen.id and ${videos.vanishedAt} is null
          and ${eq(videos.environmentId, environmentId)}
        ${CATEGORY}
        order by chosen.place
      `,
    );
    yield lines.map(tidy);
  }
}

const iso = (column: SQL | typeof videos.createdAt | typeof videos.observedAt) =>
  sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const KNOWN = sql`${videos.title}, ${videos.kind}, ${videos.status}, ${videos.sizeBytes} as size_bytes,
  ${videos.durationSeconds} as duration_seconds, ${videos.cateId} as category_id,
  coalesce(${categories.cateName}, ${videos.cateName}) as category, ${iso(videos.createdAt)} as created_at,
  ${videos.transcodeMode} as transcode_mode, ${videos.storageClass} as storage_class,
  ${videos.mezzanineState} as source, ${iso(videos.observedAt)} as observed_at`;

const CATEGORY = sql`left join ${categories} on ${categories.environmentId} = ${videos.environmentId}
  and ${categories.cateId} = ${videos.cateId}`;

/** Whole numbers of 8 bytes may come as text. */
function tidy(line: Line): Line {
  const number = (value: number | null) => (value === null ? null : Number(value));
  return { ...line, size_bytes: number(line.size_bytes), category_id: number(line.category_id) };
}
