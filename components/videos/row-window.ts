/** Rows drawn beyond both edges of what is in sight, so that a quick scroll does not meet empty space. */
const BEYOND = 8;
/** The window moves in steps of so many rows: few enough that one step fits between two frames. */
const STEP = 2;

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
  const from = Math.floor((first - BEYOND) / STEP) * STEP;
  const to = Math.ceil((last + BEYOND) / STEP) * STEP;
  return { from: Math.max(0, Math.min(from, view.count)), to: Math.max(0, Math.min(to, view.count)) };
}

/** The window and one row more that must stay (the one with the focus), in order, each with its gap above. */
export function drawnRows(window: RowWindow, kept: number): { index: number; rowsAbove: number }[] {
  const indexes: number[] = [];
  for (let index = window.from; index < window.to; index++) indexes.push(index);
  if (kept >= 0 && kept < window.from) indexes.unshift(kept);
  if (kept >= window.to) indexes.push(kept);
  let next = 0;
  return indexes.map((index) => {
    const rowsAbove = index - next;
    next = index + 1;
    return { index, rowsAbove };
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
