import { eq, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { deletions } from "../db/schema.ts";
import { isIncluded } from "../deletion/decide.ts";
import type { Exception, Group } from "../deletion/types.ts";
import { type CostEstimate, estimateCost } from "../settings/estimate-cost.ts";
import { readPrices } from "../settings/store-prices.ts";
import type { EngineDeps } from "./deps.ts";

/** What the sources that a deletion would delete cost a month; null without prices for them. */
export type DeletionCostView = { estimate: CostEstimate | null };

/** By the decisions as they are now and the storage classes the catalog knows; null when there is no such deletion here. */
export async function estimateDeletion(
  c: Pick<EngineDeps, "db" | "environment">,
  id: string,
): Promise<DeletionCostView | null> {
  const [row] = await c.db
    .select({ environmentId: deletions.environmentId, decisions: deletions.decisions })
    .from(deletions)
    .where(eq(deletions.id, id));
  if (row?.environmentId !== c.environment.id) return null;
  const { prices } = await readPrices(c.db, c.environment.id);
  // Without prices, a million items are not added up for nothing.
  if (!prices) return { estimate: null };
  const parts = await rowsOf<{
    group: Group;
    exception: Exception | null;
    storage_class: string | null;
    bytes: number;
  }>(
    c.db,
    sql`
      select i."group", i.exception, v.storage_class, coalesce(sum(i.size_bytes), 0)::int8 as bytes
      from deletion_items i
      left join videos v on v.environment_id = i.environment_id and v.video_id = i.video_id
      where i.deletion_id = ${id} and i."group" is not null
      group by 1, 2, 3
    `,
  );
  const included = parts.filter((part) => isIncluded(part.group, row.decisions, part.exception));
  const classes = included.map((part) => ({ storageClass: part.storage_class, bytes: Number(part.bytes) }));
  return { estimate: estimateCost(prices, classes) };
}
