import { useCallback, useLayoutEffect, useRef } from "react";

/**
 * Where the focus goes when a dialog closes: back to what had it on opening, and to the page's main region
 * when that is gone. Base UI's own memory misses the opener of a dialog that is drawn open at once, as those
 * are that load with their first opening.
 */
export function useOpener(open: boolean): () => HTMLElement | null {
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (open) opener.current = document.activeElement;
  }, [open]);
  return useCallback(() => {
    const element = opener.current;
    const isThere = element instanceof HTMLElement && element.isConnected && element !== document.body;
    return isThere ? element : document.querySelector<HTMLElement>("main");
  }, []);
}
