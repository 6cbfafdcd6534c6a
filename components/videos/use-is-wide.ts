"use client";

import { type RefObject, useLayoutEffect, useState } from "react";

/**
 * Whether a box has more to show than fits beside each other.
 *
 * @param content looked at again whenever it is another one
 */
export function useIsWide(box: RefObject<HTMLElement | null>, content: unknown): boolean {
  const [isWide, setIsWide] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the content decides how wide the box's inside is
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setIsWide(element.scrollWidth > element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, content]);
  return isWide;
}
