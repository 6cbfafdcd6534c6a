import { and, type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import type { ClassBytes } from "../settings/estimate-cost.ts";
import { notAmong } from "./collect-slice.ts";
import { parseFilterText } from "./filter.ts";
import { filterConditions, indexedMatches, listed } from "./filter-conditions.ts";
import { isListOf } from "./lists/on-list.ts";
import { partsOfList } from "./lists/parts-of-list.ts";
import type { Selection } from "./queries.ts";

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
  const { excludedIds } = selection;
  if (selection.kind === "list") {
    const { listId } = selection;
    const matching = and(listed(environmentId), isListOf(environmentId, listId));
    return await alongList(db, { listId, excludedIds }, matching);
  }
  const { onList, ...others } = parseFilterText(selection.filterText);
  const filter = { ...others, onList: null };
  const matching = filterConditions(environmentId, filter);
  if (onList !== null) {
    const named = and(matching, isListOf(environmentId, onList));
    return await alongList(db, { listId: onList, excludedIds }, named);
  }
  const all = and(matching, indexedMatches(filter), notAmong(videos.videoId, excludedIds));
  return await classesOf(db, sql`from ${videos} where ${all}`);
}

async function alongList(
  db: Executor,
  list: { listId: string; excludedIds: readonly string[] },
  matching: SQL | undefined,
): Promise<ClassBytes[]> {
  const bytes = new Map<string | null, number>();
  for await (const { lines, sign } of partsOfList(db, list.listId, list.excludedIds)) {
    const part = await classesOf(
      db,
      sql`from (${lines}) line join ${videos} on ${videos.videoId} = line.id where ${matching}`,
    );
    for (const one of part) {
      bytes.set(one.storageClass, (bytes.get(one.storageClass) ?? 0) + sign * one.bytes);
    }
  }
  return [...bytes].map(([storageClass, sum]) => ({ storageClass, bytes: sum }));
}

async function classesOf(db: Executor, from: SQL): Promise<ClassBytes[]> {
  const rows = await rowsOf<{ storage_class: string | null; bytes: number }>(
    db,
    sql`select ${videos.storageClass}, coalesce(sum(${videos.sizeBytes}), 0)::int8 as bytes ${from} group by 1`,
  );
  return rows.map((row) => ({ storageClass: row.storage_class, bytes: Number(row.bytes) }));
}
