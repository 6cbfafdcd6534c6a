import { sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import type { Executor } from "../../db/types.ts";
import { sliceOfLines } from "../collect-slice.ts";
import { readListRow } from "./list-row.ts";

/** Lines a statement: the embedded store has one session, and others wait in it. */
const SLICE = 20_000;

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
  for (let afterKey: string | null = null; ; ) {
    const slice = sliceOfLines(environmentId, { ...selection, afterKey, limit: SLICE });
    const [part] = await rowsOf<Sum & { last: string | null }>(
      db,
      sql`
        select count(*)::int as count, coalesce(sum(s.size_bytes), 0)::int8 as bytes,
          count(*) filter (where s.size_bytes is null and s.title is not null)::int as unsized,
          count(*) filter (where s.title is null)::int as unknown, max(s.video_id) as last
        from ${slice} s
      `,
    );
    if (!part?.last) return sum;
    sum.count += Number(part.count);
    sum.bytes += Number(part.bytes);
    sum.unsized += Number(part.unsized);
    sum.unknown += Number(part.unknown);
    afterKey = part.last;
  }
}
