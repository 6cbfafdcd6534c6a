import type { CallOperation } from "./call-operation.ts";
import type { Category, VodResult } from "./types.ts";
import { readSubCategories, type SubCategories } from "./wire/get-categories.ts";

const ROOT = -1;
const PAGE_SIZE = 100;
/** Levels are 0, 1 and 2 (vod-api.md §2.9). */
const DEEPEST_LEVEL = 2;

/**
 * The whole tree of categories, parents before children. VOD answers one level below one category at a
 * time, so this is one call per category that has children; the first that is not answered ends it. The
 * evidence of the result is that of the last call.
 */
export async function listCategories(call: CallOperation, version: string): Promise<VodResult<Category[]>> {
  const found = new Map<number, Category>();
  const parents = [ROOT];
  let last: VodResult<SubCategories> | undefined;
  for (let parentId = parents.shift(); parentId !== undefined; parentId = parents.shift()) {
    let seen = 0;
    for (let pageNo = 1; ; pageNo += 1) {
      last = await page(call, version, parentId, pageNo);
      if (last.kind !== "answered") return last;
      const { children, total } = last.data;
      for (const { hasChildren, ...category } of children) {
        const isNew = !found.has(category.cateId);
        found.set(category.cateId, category);
        if (isNew && hasChildren && category.level < DEEPEST_LEVEL) parents.push(category.cateId);
      }
      seen += children.length;
      if (children.length === 0 || seen >= total) break;
    }
  }
  if (last?.kind !== "answered") throw new Error("the root was not asked for");
  return { ...last, data: [...found.values()] };
}

function page(call: CallOperation, version: string, parentId: number, pageNo: number) {
  return call({
    operation: "GetCategories",
    version,
    effect: "read",
    caller: { priority: "catalog" },
    query: { CateId: String(parentId), PageNo: String(pageNo), PageSize: String(PAGE_SIZE) },
    read: (value) => readSubCategories(value, parentId),
  });
}
