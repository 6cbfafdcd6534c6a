import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import { videos } from "../../db/schema.ts";
import type { Executor } from "../../db/types.ts";

/** Lines a statement: the embedded store has one session, and others wait in it. */
const SLICE = 20_000;

type Sum = { count: number; bytes: number; unsized: number };

/** Count and bytes of the videos of a list that are what `matching` says, along the list and in slices of it. */
export async function sumAlongList(db: Executor, listId: string, matching: SQL | undefined): Promise<Sum> {
  const sum: Sum = { count: 0, bytes: 0, unsized: 0 };
  for (let after = ""; ; ) {
    const [part] = await rowsOf<Sum & { last: string | null }>(
      db,
      sql`
        with line as materialized (
          select video_id as id from id_list_lines
          where id_list_id = ${listId} and video_id > ${after}
          order by video_id limit ${SLICE}
        )
        select count(${videos.videoId})::int as count, coalesce(sum(${videos.sizeBytes}), 0)::int8 as bytes,
          count(${videos.videoId}) filter (where ${videos.sizeBytes} is null)::int as unsized, max(line.id) as last
        from line left join ${videos} on ${videos.videoId} = line.id and ${matching ?? sql`true`}
      `,
    );
    if (!part?.last) return sum;
    sum.count += Number(part.count);
    sum.bytes += Number(part.bytes);
    sum.unsized += Number(part.unsized);
    after = part.last;
  }
}
