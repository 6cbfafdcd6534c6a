"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";
import { type RowWindow, rowWindow, scrollTopFor } from "./row-window";

/**
 * Follows a scrolling box and says which of its rows to draw. All rows have one height (the density's), so
 * that a few lines do what a library for rows of any height would load ten kilobytes for.
 *
 * @param probe an empty box with the height of a row
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  probe: RefObject<HTMLElement | null>,
  options: { count: number; headerHeight: number },
): { window: RowWindow; rowHeight: number; show: (index: number) => void } {
  const { count, headerHeight } = options;
  const [rowHeight, setRowHeight] = useState(48);
  const [window, setWindow] = useState<RowWindow>({ from: 0, to: 0 });

  const follow = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const next = rowWindow({ scrollTop: box.scrollTop, height: box.clientHeight, rowHeight, count });
    setWindow((now) => (now.from === next.from && now.to === next.to ? now : next));
  }, [scroller, rowHeight, count]);

  // Before the browser paints: new rows, or a new density, never show a gap first.
  useLayoutEffect(follow, [follow]);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const resized = new ResizeObserver(follow);
    resized.observe(box);
    box.addEventListener("scroll", follow, { passive: true });
    return () => {
      resized.disconnect();
      box.removeEventListener("scroll", follow);
    };
  }, [scroller, follow]);

  useLayoutEffect(() => {
    const box = probe.current;
    if (!box) return;
    const measure = () => setRowHeight(box.getBoundingClientRect().height || 48);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [probe]);

  const show = useCallback(
    (index: number) => {
      const box = scroller.current;
      if (!box) return;
      const { scrollTop, clientHeight: height } = box;
      box.scrollTop = scrollTopFor(index, { scrollTop, height, rowHeight, headerHeight });
    },
    [scroller, rowHeight, headerHeight],
  );

  return { window, rowHeight, show };
}
