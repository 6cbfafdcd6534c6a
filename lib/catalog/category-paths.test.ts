import { expect, it } from "vitest";
import { categoryPaths } from "./category-paths.ts";

const node = (cateId: number, cateName: string, parentId: number) => ({ cateId, cateName, parentId });

it("gives every category its way from the root, in order", () => {
  const tree = [node(3, "Algebra", 2), node(1, "Courses", -1), node(2, "Maths", 1)];
  expect(categoryPaths(tree)).toEqual([
    { cateId: 1, path: "Courses" },
    { cateId: 2, path: "Courses / Maths" },
    { cateId: 3, path: "Courses / Maths / Algebra" },
  ]);
});

it("comes to an end in a tree that bites its own tail", () => {
  const paths = categoryPaths([node(1, "a", 2), node(2, "b", 1)]);
  expect(paths.map((one) => one.cateId).sort()).toEqual([1, 2]);
});
