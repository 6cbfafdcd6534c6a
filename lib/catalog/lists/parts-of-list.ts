import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import type { Executor } from "../../db/types.ts";
import { linesFor } from "./on-list.ts";

/** Ids a statement: the embedded store has one session, and others wait in it. */
const SLICE = 20_000;

/** `lines` is a query of one column, `id`. What is found along it is added to a sum, or taken off again. */
type Part = { lines: SQL; sign: 1 | -1 };

/**
 * The ready lines of a list but some, in parts that one statement may look at: first all of them, and then those
 * left out, so that each id travels once however long the list is.
 */
export async function* partsOfList(
  db: Executor,
  listId: string,
  excludedIds: readonly string[],
): AsyncIterable<Part> {
  for (let after = ""; ; ) {
    const lines = sql`
      select video_id as id from id_list_lines
      where id_list_id = ${listId} and video_id > ${after} order by video_id limit ${SLICE}
    `;
    const [end] = await rowsOf<{ last: string | null }>(db, sql`select max(id) as last from (${lines}) line`);
    if (!end?.last) break;
    yield { lines, sign: 1 };
    after = end.last;
  }
  const excluded = [...new Set(excludedIds)];
  for (let at = 0; at < excluded.length; at += SLICE) {
    const named = linesFor(listId, excluded.slice(at, at + SLICE));
    yield { lines: sql`select video_id as id from (${named}) line`, sign: -1 };
  }
}
