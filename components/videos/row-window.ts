/** Rows drawn beyond both edges of what is in sight, so that a quick scroll does not meet empty space. */
const BEYOND = 8;
/** Rows come and go so many at a time, aligned: the fewest steps of which each still fits between two frames. */
export const BLOCK = 8;

export type RowWindow = { from: number; to: number };

/** Which rows of one height to draw: `from` up to, not including, `to`. */
export function rowWindow(view: {
  scrollTop: number;
  height: number;
  rowHeight: number;
  count: number;
}): RowWindow {
  const first = Math.floor(Math.max(0, view.scrollTop) / view.rowHeight);
  const last = first + Math.ceil(view.height / view.rowHeight);
  const from = Math.floor((first - BEYOND) / BLOCK) * BLOCK;
  const to = Math.ceil((last + BEYOND) / BLOCK) * BLOCK;
  return { from: Math.max(0, Math.min(from, view.count)), to: Math.max(0, Math.min(to, view.count)) };
}

/** The blocks of a window and that of one row which must stay (the one with the focus), each with its gap above. */
export function drawnBlocks(window: RowWindow, kept: number): { block: number; blocksAbove: number }[] {
  const blocks: number[] = [];
  for (let index = window.from; index < window.to; index += BLOCK) blocks.push(Math.floor(index / BLOCK));
  const keptBlock = Math.floor(kept / BLOCK);
  if (kept >= 0 && !blocks.includes(keptBlock)) blocks.push(keptBlock);
  blocks.sort((a, b) => a - b);
  let next = 0;
  return blocks.map((block) => {
    const blocksAbove = block - next;
    next = block + 1;
    return { block, blocksAbove };
  });
}

/** Where to scroll so that a row is wholly in sight below the sticky header; the same place when it is. */
export function scrollTopFor(
  index: number,
  view: { scrollTop: number; height: number; rowHeight: number; headerHeight: number },
): number {
  const top = index * view.rowHeight;
  const bottom = top + view.rowHeight + view.headerHeight - view.height;
  if (top < view.scrollTop) return top;
  return Math.max(bottom, view.scrollTop);
}
