import { and, desc, eq, sql } from "drizzle-orm";
import { categoryPaths } from "../catalog/category-paths.ts";
import { listCategories } from "../catalog/queries.ts";
import { protections, videos } from "../db/schema.ts";
import type { ProtectionKind } from "../deletion/protection.ts";
import type { EngineDeps } from "./deps.ts";

export type ProtectionView = {
  id: string;
  kind: ProtectionKind;
  value: string;
  /** The title of the video or the way of the category; null for a tag, and where the catalog knows neither. */
  name: string | null;
  reason: string;
  createdByName: string;
  createdAt: string;
};

export type RemovedProtectionView = ProtectionView & { removedByName: string; removedAt: string };

/** All rules of this environment, the newest first: those that hold, and those that were removed. */
export async function listProtections(
  c: Pick<EngineDeps, "db" | "environment">,
): Promise<{ active: ProtectionView[]; removed: RemovedProtectionView[] }> {
  const environmentId = c.environment.id;
  const [rows, tree] = await Promise.all([
    c.db
      .select({ rule: protections, title: videos.title })
      .from(protections)
      .leftJoin(
        videos,
        and(
          eq(protections.kind, "video"),
          eq(videos.environmentId, protections.environmentId),
          eq(videos.videoId, protections.value),
        ),
      )
      .where(eq(protections.environmentId, environmentId))
      .orderBy(desc(sql`coalesce(${protections.removedAt}, ${protections.createdAt})`), desc(protections.id)),
    listCategories(c.db, environmentId),
  ]);
  const paths = new Map(categoryPaths(tree).map(({ cateId, path }) => [String(cateId), path]));
  const all = rows.map(({ rule, title }) => ({
    id: rule.id,
    kind: rule.kind,
    value: rule.value,
    name: rule.kind === "category" ? (paths.get(rule.value) ?? null) : title,
    reason: rule.reason,
    createdByName: rule.createdByName,
    createdAt: rule.createdAt.toISOString(),
    removedByName: rule.removedByName,
    removedAt: rule.removedAt?.toISOString() ?? null,
  }));
  return {
    active: all
      .filter((rule) => rule.removedAt === null)
      .map(({ removedByName, removedAt, ...rule }) => rule),
    removed: all.flatMap((rule) =>
      rule.removedAt === null
        ? []
        : [{ ...rule, removedAt: rule.removedAt, removedByName: rule.removedByName ?? "" }],
    ),
  };
}
