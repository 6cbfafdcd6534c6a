import { and, eq, notInArray, sql } from "drizzle-orm";
import { categories } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import type { Category } from "../vod/types.ts";

/** Makes the catalog's category tree the one VOD answered. */
export async function storeCategories(
  db: Db,
  environmentId: string,
  tree: readonly Category[],
): Promise<void> {
  const byId = new Map(tree.map((c) => [c.cateId, { environmentId, ...c }]));
  const own = eq(categories.environmentId, environmentId);
  await db.transaction(async (tx) => {
    await tx
      .delete(categories)
      .where(byId.size > 0 ? and(own, notInArray(categories.cateId, [...byId.keys()])) : own);
    if (byId.size === 0) return;
    await tx
      .insert(categories)
      .values([...byId.values()])
      .onConflictDoUpdate({
        target: [categories.environmentId, categories.cateId],
        set: {
          cateName: sql`excluded.cate_name`,
          parentId: sql`excluded.parent_id`,
          level: sql`excluded.level`,
        },
      });
  });
}
