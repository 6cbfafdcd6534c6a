import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import type { Executor } from "../db/types.ts";

/*
 * Protection rules and claims (design §8). A rule that is added counts up `environments.protections_added` in
 * its own transaction. Whoever checks items against the rules first reads that count and then the rules, so it
 * knows at least the rules that it has counted. The count goes with the batch; right before its call leaves it
 * is read again, and a batch that was checked against fewer rules goes back in line and is claimed anew. So once
 * a rule is committed, only a call that was past this last question can still name what the rule covers.
 */

/** How many rules were ever added, for the select list of a statement. */
export function protectionsAdded(environmentId: string): SQL<number> {
  return sql<number>`coalesce((select protections_added from environments where id = ${environmentId}), 0)::int`;
}

/** The same, asked alone. */
export async function countProtections(db: Executor, environmentId: string): Promise<number> {
  const [row] = await rowsOf<{ added: number }>(db, sql`select ${protectionsAdded(environmentId)} as added`);
  return Number(row?.added ?? 0);
}
