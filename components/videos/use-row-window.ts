"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { growFull, keepFull, type RowWindow, rowWindow, scrollTopFor } from "./row-window";

/** So many rows a second nobody reads; they get no more than their titles until the scroll slows down. */
const QUICK_ROWS_PER_SECOND = 40;
/** Without a scroll for so long, the list stands still. */
const STILL_MS = 80;

/** The rows to draw, and which of them in full; the others show their titles for a moment. */
type Drawn = { window: RowWindow; full: RowWindow };
const NONE: RowWindow = { from: 0, to: 0 };

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
): Drawn & { rowHeight: number; show: (index: number) => void } {
  const { count, headerHeight } = options;
  const [rowHeight, setRowHeight] = useState(48);
  const [drawn, setDrawn] = useState<Drawn>({ window: NONE, full: NONE });
  const scrolled = useRef({ top: 0, atMs: 0, quick: false });

  const windowNow = useCallback((): RowWindow | null => {
    const box = scroller.current;
    return box && rowWindow({ scrollTop: box.scrollTop, height: box.clientHeight, rowHeight, count });
  }, [scroller, rowHeight, count]);

  // Before the browser paints: new rows, or a new density, never show a gap first.
  useLayoutEffect(() => {
    const window = windowNow();
    if (!window) return;
    setDrawn((now) => {
      // Further rows at the end of the list, in the middle of a scroll, are no reason to catch up at once.
      const full = scrolled.current.quick ? keepFull(window, now.full) : window;
      return isSame(now.window, window) && isSame(now.full, full) ? now : { window, full };
    });
  }, [windowNow]);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const follow = () => {
      const window = windowNow();
      if (!window) return;
      const { quick, top } = scrolled.current;
      setDrawn((now) => {
        if (isSame(now.window, window)) return now;
        const first = Math.floor(top / rowHeight);
        return { window, full: quick ? keepFull(window, now.full) : growFull(window, now.full, first) };
      });
    };
    const onScroll = (event: Event) => {
      const last = scrolled.current;
      const top = box.scrollTop;
      const seconds = Math.max(event.timeStamp - last.atMs, 1) / 1000;
      const quick = Math.abs(top - last.top) / rowHeight / seconds > QUICK_ROWS_PER_SECOND;
      scrolled.current = { top, atMs: event.timeStamp, quick };
      follow();
    };
    const resized = new ResizeObserver(follow);
    resized.observe(box);
    box.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      resized.disconnect();
      box.removeEventListener("scroll", onScroll);
    };
  }, [scroller, windowNow, rowHeight]);

  // A few rows a frame, so that none of them takes long.
  const isComplete = isSame(drawn.window, drawn.full);
  useEffect(() => {
    if (isComplete) return;
    let frame = requestAnimationFrame(catchUp);
    function catchUp(atMs: number) {
      const last = scrolled.current;
      if (last.quick && atMs - last.atMs > STILL_MS) last.quick = false;
      if (!last.quick) {
        const first = Math.floor(last.top / rowHeight);
        setDrawn((now) => ({ ...now, full: growFull(now.window, now.full, first) }));
      }
      frame = requestAnimationFrame(catchUp);
    }
    return () => cancelAnimationFrame(frame);
  }, [isComplete, rowHeight]);

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

  return { ...drawn, rowHeight, show };
}

function isSame(a: RowWindow, b: RowWindow): boolean {
  return a.from === b.from && a.to === b.to;
}
