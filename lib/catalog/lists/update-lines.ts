import { eq, sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import { idLists } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { type LineStatus, type ListCounts, moveCounts, noCounts } from "../../lists/line-status.ts";
import type { ListRow } from "./list-row.ts";
import type { PlacedLine } from "./place-lines.ts";

/**
 * Writes lines anew, with the counts. A line that is no longer what it was taken for (`from`) stays as it is.
 * Candidates stay with a line, so that a choice can be taken back.
 */
export async function updateLines(
  tx: Tx,
  row: ListRow,
  from: readonly LineStatus[],
  lines: readonly PlacedLine[],
): Promise<ListCounts> {
  const before = row.counts ?? noCounts();
  if (lines.length === 0) return before;
  const rows = lines.map(({ no, status, videoId, detail, candidates }) => ({
    no,
    status,
    video_id: videoId,
    detail,
    candidates,
  }));
  const moved = await rowsOf<{ from: LineStatus; to: LineStatus }>(
    tx,
    sql`
      with held as (
        select l.no, l.status from id_list_lines l
        where l.id_list_id = ${row.id}
          and l.no in (select r.no from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(no int))
          and l.status in (select jsonb_array_elements_text(${JSON.stringify(from)}::jsonb))
      )
      update id_list_lines l
      set status = r.status, video_id = r.video_id, detail = r.detail,
        candidates = coalesce(r.candidates, l.candidates)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
          no int, status text, video_id text, detail text, candidates text[])
        join held on held.no = r.no
      where l.id_list_id = ${row.id} and l.no = r.no
      returning held.status as "from", l.status as "to"
    `,
  );
  const counts = moveCounts(before, moved);
  await tx.update(idLists).set({ counts }).where(eq(idLists.id, row.id));
  return counts;
}
