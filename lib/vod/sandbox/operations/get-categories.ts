import { CATEGORIES, type CategoryNode } from "../category-tree.ts";
import { ApiError, invalidParameter } from "../errors.ts";
import type { WireObject } from "../respond.ts";
import { type Operation, wholeNumber } from "./operation.ts";

const ROOT: CategoryNode = { cateId: -1, cateName: "root", parentId: -1, level: -1 };

/** GetCategories (vod-api.md §2.9): one category and a page of its children, which are nested. */
export const getCategories: Operation = {
  version: "2017-03-21",
  access: "read",
  run: ({ params }) => {
    const type = params.Type || "default";
    if (type !== "default" && type !== "material") throw invalidParameter("Type");
    const cateId = wholeNumber(params, "CateId", -1, -1, Number.MAX_SAFE_INTEGER);
    const pageNo = wholeNumber(params, "PageNo", 1, 1, 1000);
    const pageSize = wholeNumber(params, "PageSize", 10, 1, 100);
    const nodes = type === "default" ? CATEGORIES : [];
    const category = cateId === -1 ? ROOT : nodes.find((node) => node.cateId === cateId);
    if (!category) throw new ApiError(404, "InvalidCateId.NotFound", "The CateId not exist.");
    const childrenOf = (parentId: number) => nodes.filter((node) => node.parentId === parentId);
    const children = childrenOf(cateId);
    const wire = (node: CategoryNode): WireObject => ({
      CateId: node.cateId,
      CateName: node.cateName,
      ParentId: node.parentId,
      Level: node.level,
      Type: type,
    });
    return {
      Category: cateId === -1 ? undefined : wire(category),
      SubTotal: children.length,
      SubCategories: {
        Category: children
          .slice((pageNo - 1) * pageSize, pageNo * pageSize)
          .map((node) => ({ ...wire(node), SubTotal: childrenOf(node.cateId).length })),
      },
    };
  },
};
