import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { categories, videos } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";

/** A video as the catalog holds it; sizes are bytes. */
export type CatalogVideo = typeof videos.$inferSelect & {
  /** The category's name in VOD's tree, or the one that came with the video. */
  cateName: string | null;
};

/** A row of a page, and whether another filter (that of a selection) matches it too. */
export type ListedVideo = CatalogVideo & { within: boolean };

type SortColumn = typeof videos.createdAt | typeof videos.sizeBytes | typeof videos.title;
/** By the column, then by id. */
export type Order = { column: SortColumn; direction: "asc" | "desc" };

/** What bounds each stretch of rows; undefined for one of all rows there are. */
export type Stretches = readonly [SQL | undefined, ...SQL[]];

/**
 * The first `limit` rows in an order that are what `where` says, out of the first `among.limit` rows of each stretch
 * in that order; or, where those are so few that all of them are taken, out of as many in any order. No row is in two
 * stretches.
 */
export async function selectRows(
  db: Executor,
  page: {
    among: { stretches: Stretches; limit: number; inAnyOrder?: boolean };
    where?: SQL;
    order: Order;
    limit: number;
    within: SQL | undefined;
  },
): Promise<ListedVideo[]> {
  const by = page.order.direction === "asc" ? asc : desc;
  const order = [by(page.order.column), by(videos.videoId)];
  const first = (where: SQL | undefined) =>
    db
      .select()
      .from(videos)
      .where(where)
      .orderBy(...(page.among.inAnyOrder ? [] : order))
      .limit(page.among.limit);
  const [one, other, ...more] = page.among.stretches;
  const all = other ? unionAll(first(one), first(other), ...more.map(first)) : first(one);
  // Under the table's own name, so that conditions on the table are conditions on these rows.
  const among = all.as("videos");
  const rows = await db
    .select({
      video: videos,
      category: categories.cateName,
      // Comparing with a value that is not there gives null, which is no match.
      within: sql<boolean>`coalesce(${page.within ?? sql`true`}, false)`,
    })
    .from(among)
    .leftJoin(categories, isCategoryOfVideo)
    .where(page.where)
    .orderBy(...order)
    .limit(page.limit);
  return rows.map((row) => ({ ...toVideo(row), within: row.within }));
}

export const isCategoryOfVideo = and(
  eq(categories.environmentId, videos.environmentId),
  eq(categories.cateId, videos.cateId),
);

export function toVideo(row: { video: typeof videos.$inferSelect; category: string | null }): CatalogVideo {
  return { ...row.video, cateName: row.category ?? row.video.cateName };
}
