import { and, desc, eq, or, sql } from "drizzle-orm";
import { deletions } from "../db/schema.ts";
import type { EngineDeps } from "./deps.ts";
import type { DeletionHits } from "./views.ts";

/**
 * The newest deletions of this environment whose reason, ticket or creator holds the text, in any letter
 * case, or whose id begins with it. `more` says that there are others beyond `limit`.
 */
export async function searchDeletions(
  c: Pick<EngineDeps, "db" | "environment">,
  query: { text: string; limit: number },
): Promise<DeletionHits> {
  // What a person typed stands for itself: `%`, `_` and `\` are found as such.
  const literal = query.text.replace(/[\\%_]/g, "\\$&");
  const holds = `%${literal}%`;
  const rows = await c.db
    .select({
      id: deletions.id,
      state: deletions.state,
      reason: deletions.reason,
      ticket: deletions.ticket,
      createdByName: deletions.createdByName,
      createdAt: deletions.createdAt,
      itemCount: deletions.itemCount,
    })
    .from(deletions)
    .where(
      and(
        eq(deletions.environmentId, c.environment.id),
        or(
          sql`${deletions.reason} ilike ${holds}`,
          sql`${deletions.ticket} ilike ${holds}`,
          sql`${deletions.createdByName} ilike ${holds}`,
          sql`${deletions.id} ilike ${`${literal}%`}`,
        ),
      ),
    )
    .orderBy(desc(deletions.createdAt), desc(deletions.id))
    .limit(query.limit + 1);
  return {
    deletions: rows.slice(0, query.limit).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    more: rows.length > query.limit,
  };
}
