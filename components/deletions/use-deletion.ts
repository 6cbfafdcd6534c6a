"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { DeletionView } from "@/lib/engine/views.ts";
import { deletionQuery } from "./deletion-queries";
import { pollInterval } from "./poll-interval";

/** The deletion as the server rendered it, then kept up to date for as long as it can change by itself. */
export function useDeletion(initial: DeletionView) {
  const idleMs = useIdleTime();
  return useQuery({
    ...deletionQuery(initial.id),
    initialData: initial,
    staleTime: 500,
    refetchInterval: ({ state }) =>
      // Asked on the server too, where nobody looks and nothing is polled.
      typeof document !== "undefined" &&
      pollInterval(state.data?.state ?? initial.state, { hidden: document.hidden, idleMs: idleMs() }),
    refetchIntervalInBackground: true,
    refetchOnWindowFocus: "always",
  });
}

/** How long nobody has touched the page, in ms, asked for without rendering anything. */
function useIdleTime(): () => number {
  const lastTouch = useRef<number | null>(null);
  useEffect(() => {
    const touch = () => {
      lastTouch.current = performance.now();
    };
    touch();
    const events = ["pointermove", "keydown", "wheel", "focus"] as const;
    for (const event of events) window.addEventListener(event, touch, { passive: true });
    return () => {
      for (const event of events) window.removeEventListener(event, touch);
    };
  }, []);
  return () => (lastTouch.current === null ? 0 : performance.now() - lastTouch.current);
}
