"use client";

import { useEffect, useRef } from "react";

/**
 * When a control goes away while it has the focus, the focus falls to the beginning of the page, and who uses the
 * keyboard or a screen reader has to come back from there. It goes to the page's heading instead, the next time
 * that this draws.
 */
export function useLostFocus(): void {
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const note = (event: FocusEvent) => {
      last.current = event.target;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  useEffect(() => {
    const isGone = last.current instanceof Element && !last.current.isConnected;
    if (!isGone || document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  });
}
