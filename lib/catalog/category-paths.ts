type Node = { cateId: number; cateName: string; parentId: number };

/** VOD has three levels (vod-api.md §2.9); a broken tree must not be walked for ever. */
const MAX_DEPTH = 10;

/** Every category with its way from the root ("Courses / Maths"), in the order of those ways. */
export function categoryPaths(tree: readonly Node[]): { cateId: number; path: string }[] {
  const byId = new Map(tree.map((node) => [node.cateId, node]));
  const pathOf = (node: Node): string => {
    const names = [node.cateName];
    for (let at = byId.get(node.parentId); at && names.length < MAX_DEPTH; at = byId.get(at.parentId)) {
      names.unshift(at.cateName);
    }
    return names.join(" / ");
  };
  return tree
    .map((node) => ({ cateId: node.cateId, path: pathOf(node) }))
    .sort((a, b) => a.path.localeCompare(b.path));
}
