import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { categories, protections } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import { type Guarded, type Protection, protectionOf } from "../deletion/protection.ts";
import type { MediaInspection } from "../vod/types.ts";

/** The rules of this environment that hold now. Where there is none, this is one look into a small index. */
export async function readProtection(db: Executor, environmentId: string): Promise<Protection> {
  const rules = await db
    .select({ kind: protections.kind, value: protections.value })
    .from(protections)
    .where(and(eq(protections.environmentId, environmentId), isNull(protections.removedAt)))
    .orderBy(asc(protections.createdAt), asc(protections.id));
  if (!rules.some((rule) => rule.kind === "category")) return protectionOf(rules);
  const tree = await db
    .select({
      cateId: categories.cateId,
      cateName: categories.cateName,
      parentId: categories.parentId,
    })
    .from(categories)
    .where(eq(categories.environmentId, environmentId));
  return protectionOf(rules, tree);
}

/** What the catalog knows of these ids for rules to look at; those that it does not hold are left out. */
export async function readGuarded(
  db: Executor,
  environmentId: string,
  ids: readonly string[],
): Promise<Map<string, Guarded>> {
  const rows = await rowsOf<{ video_id: string; cate_id: number | null; tags: string | null }>(
    db,
    sql`
      select v.video_id, v.cate_id, v.tags
      from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as i(id)
      cross join lateral (
        -- "offset 0": by its key for each id, whatever the planner knows of the catalog by now.
        select * from videos where environment_id = ${environmentId} and video_id = i.id offset 0
      ) as v
    `,
  );
  return new Map(
    rows.map((row) => [
      row.video_id,
      {
        videoId: row.video_id,
        cateId: row.cate_id === null ? null : Number(row.cate_id),
        tags: row.tags,
      },
    ]),
  );
}

/** What rules look at right after a live look: what it saw, and where VOD left that out, what the catalog knows. */
export function guardedBy(
  seen: MediaInspection,
  known: { cateId: number | null; tags: string | null } | undefined,
): Guarded {
  const live = seen.found === "present" ? seen : undefined;
  return {
    videoId: seen.videoId,
    cateId: live?.cateId ?? known?.cateId ?? null,
    tags: live?.tags ?? known?.tags ?? null,
  };
}

/**
 * Whether rules may cover the item `i` of a query: never false where they do. For choosing what to look at, since
 * the look decides.
 */
export function mayBeCovered(environmentId: string, rules: Protection): SQL {
  const { videoIds, cateIds, tags, needsCatalog } = rules;
  const list = (values: readonly (string | number)[]) =>
    sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
  const inCatalog = sql`select 1 from videos v where v.environment_id = ${environmentId} and v.video_id = i.video_id`;
  return sql`(
    i.video_id in ${list(videoIds)}
    or exists (${inCatalog} and (
      v.cate_id::text in ${list(cateIds)}
      or exists (select 1 from jsonb_array_elements_text(${JSON.stringify(tags)}::jsonb) t(tag)
        where strpos(v.tags, t.tag) > 0)))
    or (${needsCatalog}::boolean and not exists (${inCatalog}))
  )`;
}
