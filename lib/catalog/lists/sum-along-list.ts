import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import { videos } from "../../db/schema.ts";
import type { Executor } from "../../db/types.ts";
import { partsOfList } from "./parts-of-list.ts";

type Sum = { count: number; bytes: number; unsized: number; others: number };

/**
 * Count and bytes of the videos of a list, but some, that are what `matching` says. `others` are the rest of its lines.
 */
export async function sumAlongList(
  db: Executor,
  list: { listId: string; excludedIds: readonly string[] },
  matching: SQL | undefined,
): Promise<Sum> {
  const sum: Sum = { count: 0, bytes: 0, unsized: 0, others: 0 };
  for await (const { lines, sign } of partsOfList(db, list.listId, list.excludedIds)) {
    const [part] = await rowsOf<Sum>(
      db,
      sql`
        with line as materialized (${lines})
        select count(${videos.videoId})::int as count, coalesce(sum(${videos.sizeBytes}), 0)::int8 as bytes,
          count(${videos.videoId}) filter (where ${videos.sizeBytes} is null)::int as unsized,
          count(*) filter (where ${videos.videoId} is null)::int as others
        from line left join ${videos} on ${videos.videoId} = line.id and ${matching ?? sql`true`}
      `,
    );
    sum.count += sign * Number(part?.count);
    sum.bytes += sign * Number(part?.bytes);
    sum.unsized += sign * Number(part?.unsized);
    sum.others += sign * Number(part?.others);
  }
  return sum;
}
