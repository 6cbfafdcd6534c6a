"use client";

import { type ReadonlyURLSearchParams, useSearchParams } from "next/navigation";
import { startTransition, useCallback, useOptimistic } from "react";

type ReadParams = Pick<ReadonlyURLSearchParams, "get">;
/** null takes a parameter away. `push` makes an entry in the history, `replace` changes the one there is. */
export type ChangeUrl = (changes: Record<string, string | null>, history: "push" | "replace") => void;

/**
 * The query of the address, and how to change it without asking the server for the page again. Next follows the
 * history, but in a transition, which waits for whatever loads; what was asked for is shown at once.
 */
export function useUrlParams(): [ReadParams, ChangeUrl] {
  const known = useSearchParams();
  const [params, show] = useOptimistic<ReadParams>(known);
  const change = useCallback<ChangeUrl>(
    (changes, history) => {
      // From the address and not from what is shown, so that changes in quick succession add up.
      const next = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      const query = next.size === 0 ? "" : `?${String(next).replaceAll("%2C", ",")}`;
      startTransition(() => {
        show(next);
        window.history[`${history}State`](null, "", location.pathname + query + location.hash);
      });
    },
    [show],
  );
  return [params, change];
}
