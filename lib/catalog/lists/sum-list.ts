import { sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import { videos } from "../../db/schema.ts";
import type { Executor } from "../../db/types.ts";
import { readListRow } from "./list-row.ts";
import { partsOfList } from "./parts-of-list.ts";

type Sum = { count: number; bytes: number; unsized: number; unknown: number };

/**
 * Exact count and bytes of the ready lines of a list but some, as they are now. `unknown` are those that the
 * catalog does not hold; they have no size, and are not among the `unsized`.
 *
 * @throws UseCaseError `not-found`
 */
export async function sumList(
  db: Executor,
  environmentId: string,
  selection: { listId: string; excludedIds: readonly string[] },
): Promise<Sum> {
  await readListRow(db, environmentId, selection.listId);
  const sum: Sum = { count: 0, bytes: 0, unsized: 0, unknown: 0 };
  for await (const { lines, sign } of partsOfList(db, selection.listId, selection.excludedIds)) {
    const [part] = await rowsOf<Sum>(
      db,
      sql`
        with line as materialized (${lines})
        select count(*)::int as count, coalesce(sum(${videos.sizeBytes}), 0)::int8 as bytes,
          count(*) filter (where ${videos.sizeBytes} is null and ${videos.videoId} is not null)::int as unsized,
          count(*) filter (where ${videos.videoId} is null)::int as unknown
        from line left join ${videos}
          on ${videos.environmentId} = ${environmentId} and ${videos.videoId} = line.id
      `,
    );
    sum.count += sign * Number(part?.count);
    sum.bytes += sign * Number(part?.bytes);
    sum.unsized += sign * Number(part?.unsized);
    sum.unknown += sign * Number(part?.unknown);
  }
  return sum;
}
