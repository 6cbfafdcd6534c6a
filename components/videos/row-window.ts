/** Rows drawn beyond both edges of what is in sight, so that a quick scroll does not meet empty space. */
const BEYOND = 8;
/** The window moves in steps of so many rows: few enough that one step fits between two frames. */
const STEP = 2;

/** Rows that are drawn in full at a time, of those that so far show no more than their titles. */
const AT_ONCE = 2;

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

/**
 * A row has some thirty elements, and a quick scroll brings more rows than a slow machine can draw between two
 * frames. So rows come with their titles, and those in `full` have all the rest too.
 *
 * @param full the rows of the window that are drawn in full already
 * @param first the first row in sight, where those begin that are wanted most
 * @returns some more of them, downwards before upwards, until it is the whole window
 */
export function growFull(window: RowWindow, full: RowWindow, first: number): RowWindow {
  const kept = keepFull(window, full);
  if (kept.from === kept.to) {
    const from = Math.max(window.from, Math.min(first, window.to - AT_ONCE));
    return { from, to: Math.min(from + AT_ONCE, window.to) };
  }
  if (kept.to < window.to) return { from: kept.from, to: Math.min(kept.to + AT_ONCE, window.to) };
  return { from: Math.max(kept.from - AT_ONCE, window.from), to: kept.to };
}

/** What is left of `full` in a window that has moved; empty when nothing is. */
export function keepFull(window: RowWindow, full: RowWindow): RowWindow {
  const from = Math.max(window.from, full.from);
  const to = Math.min(window.to, full.to);
  return from < to ? { from, to } : { from: window.from, to: window.from };
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
