import { and, count, eq, gt, isNull } from "drizzle-orm";
import { protections } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import type { DeletionRow } from "./change-state.ts";

/** How many protection rules that hold are newer than the forecast: what they cover it does not show yet. */
export async function newProtections(
  db: Executor,
  row: Pick<DeletionRow, "environmentId" | "forecastAt">,
): Promise<number> {
  if (!row.forecastAt) return 0;
  const [newer] = await db
    .select({ count: count() })
    .from(protections)
    .where(
      and(
        eq(protections.environmentId, row.environmentId),
        isNull(protections.removedAt),
        gt(protections.createdAt, row.forecastAt),
      ),
    );
  return newer?.count ?? 0;
}
