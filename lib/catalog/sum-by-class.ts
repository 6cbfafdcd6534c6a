import { and, type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import type { ClassBytes } from "../settings/estimate-cost.ts";
import { notAmong } from "./collect-slice.ts";
import { parseFilterText } from "./filter.ts";
import { filterConditions, indexedMatches, listed } from "./filter-conditions.ts";
import { isListOf } from "./lists/on-list.ts";
import type { Selection } from "./queries.ts";

/** Lines a statement: the embedded store has one session, and others wait in it. */
const SLICE = 20_000;

/**
 * The known bytes of a selection by storage class, as the catalog holds them now.
 *
 * @throws RangeError when the filter's text cannot be read to the last part
 */
export async function sumByClass(
  db: Executor,
  environmentId: string,
  selection: Selection,
): Promise<ClassBytes[]> {
  if (selection.kind === "ids") {
    const chosen = sql`${videos.videoId} in (select jsonb_array_elements_text(${JSON.stringify(selection.ids)}::jsonb))`;
    return await classesOf(db, sql`from ${videos} where ${and(listed(environmentId), chosen)}`);
  }
  const out = notAmong(videos.videoId, selection.excludedIds);
  if (selection.kind === "list") {
    const { listId } = selection;
    return await alongList(db, listId, and(listed(environmentId), isListOf(environmentId, listId), out));
  }
  const { onList, ...others } = parseFilterText(selection.filterText);
  const filter = { ...others, onList: null };
  const matching = and(filterConditions(environmentId, filter), out);
  if (onList !== null) {
    return await alongList(db, onList, and(matching, isListOf(environmentId, onList)));
  }
  return await classesOf(db, sql`from ${videos} where ${and(matching, indexedMatches(filter))}`);
}

async function alongList(db: Executor, listId: string, matching: SQL | undefined): Promise<ClassBytes[]> {
  const bytes = new Map<string | null, number>();
  for (let after = ""; ; ) {
    const line = sql`(
      select video_id as id from id_list_lines
      where id_list_id = ${listId} and video_id > ${after} order by video_id limit ${SLICE}
    ) line`;
    const [end] = await rowsOf<{ last: string | null }>(db, sql`select max(line.id) as last from ${line}`);
    if (!end?.last) return [...bytes].map(([storageClass, sum]) => ({ storageClass, bytes: sum }));
    const part = await classesOf(
      db,
      sql`from ${line} join ${videos} on ${videos.videoId} = line.id where ${matching}`,
    );
    for (const one of part) bytes.set(one.storageClass, (bytes.get(one.storageClass) ?? 0) + one.bytes);
    after = end.last;
  }
}

async function classesOf(db: Executor, from: SQL): Promise<ClassBytes[]> {
  const rows = await rowsOf<{ storage_class: string | null; bytes: number }>(
    db,
    sql`select ${videos.storageClass}, coalesce(sum(${videos.sizeBytes}), 0)::int8 as bytes ${from} group by 1`,
  );
  return rows.map((row) => ({ storageClass: row.storage_class, bytes: Number(row.bytes) }));
}
