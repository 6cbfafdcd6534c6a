import { getTranslations } from "next-intl/server";
import type { FilterOption } from "@/components/ui/filter-menu";
import { categoryPaths } from "@/lib/catalog/category-paths.ts";
import { NONE } from "@/lib/catalog/filter.ts";
import { listCategories } from "@/lib/catalog/queries.ts";
import { container } from "@/lib/container.ts";

/** The categories that a filter may name, each with its path, and that of videos without one. */
export async function readCategoryOptions(): Promise<FilterOption[]> {
  const { db, environment } = await container();
  const [tree, t] = await Promise.all([
    listCategories(db, environment.id),
    getTranslations("videos.filters"),
  ]);
  const options = categoryPaths(tree).map(({ cateId, path }) => ({ value: String(cateId), label: path }));
  return [...options, { value: NONE, label: t("noCategory") }];
}
