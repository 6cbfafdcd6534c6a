"use client";

import { useUrlParams } from "@/components/ui/use-url-params";

/**
 * The import's place in the URL: `ids=import`, and `list` as soon as there is one on the server, so that a
 * reload goes on with it.
 */
export function useImportUrl() {
  const [params, change] = useUrlParams();
  return {
    isOpen: params.get("ids") === "import",
    listId: params.get("list"),
    open: () => change({ ids: "import", list: null }, "push"),
    close: () => change({ ids: null, list: null }, "push"),
    /** Closed with the list used: there is nothing to go back to. */
    finish: () => change({ ids: null, list: null }, "replace"),
    /** The list to report about; null goes back to where one is brought. */
    show: (listId: string | null) => change({ list: listId }, "replace"),
  };
}

export type ImportUrl = ReturnType<typeof useImportUrl>;
