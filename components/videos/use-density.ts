"use client";

import { useLayoutEffect } from "react";
import type { Density } from "@/components/shell/preferences";

/** Gives the page a view's density for as long as the view is shown, and the person's own one afterwards. */
export function useDensity(shown: Density, own: Density): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.density = shown;
    return () => {
      dataset.density = own;
    };
  }, [shown, own]);
}
