import { z } from "zod";
import type { Category } from "../types.ts";
import { wireList, wireNumber, wireSize, wireText } from "./value.ts";

const wireCategory = z.object({
  CateId: wireNumber.pipe(z.number()),
  CateName: wireText,
  ParentId: wireNumber,
  Level: wireSize,
  SubTotal: wireSize,
});

const schema = z.object({
  RequestId: z.string().min(1),
  SubTotal: wireSize,
  SubCategories: wireList(wireCategory, "Category"),
});

export type SubCategories = { total: number; children: (Category & { hasChildren: boolean })[] };

/** One page of the categories below `parentId` (vod-api.md §2.9). The root's parent is -1. */
export function readSubCategories(value: Record<string, unknown>, parentId: number): SubCategories {
  const answer = schema.parse(value);
  const children = answer.SubCategories.map((wire) => ({
    cateId: wire.CateId,
    cateName: wire.CateName ?? "",
    parentId: wire.ParentId ?? parentId,
    level: wire.Level ?? 0,
    hasChildren: (wire.SubTotal ?? 0) > 0,
  }));
  return { total: answer.SubTotal ?? children.length, children };
}
