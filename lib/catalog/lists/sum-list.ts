import { eq } from "drizzle-orm";
import { videos } from "../../db/schema.ts";
import type { Executor } from "../../db/types.ts";
import { readListRow } from "./list-row.ts";
import { sumAlongList } from "./sum-along-list.ts";

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
): Promise<{ count: number; bytes: number; unsized: number; unknown: number }> {
  await readListRow(db, environmentId, selection.listId);
  const known = await sumAlongList(db, selection, eq(videos.environmentId, environmentId));
  const { count, bytes, unsized, others } = known;
  return { count: count + others, bytes, unsized, unknown: others };
}
