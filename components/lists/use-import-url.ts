"use client";

import { parseAsString, useQueryStates } from "nuqs";

/**
 * The import's place in the URL: `ids=import`, and `list` as soon as there is one on the server, so that a
 * reload goes on with it.
 */
export function useImportUrl() {
  const [{ ids, list }, set] = useQueryStates(
    { ids: parseAsString, list: parseAsString },
    { history: "push" },
  );
  return {
    isOpen: ids === "import",
    listId: list,
    open: () => void set({ ids: "import", list: null }),
    close: () => void set({ ids: null, list: null }),
    /** The list to report about; null goes back to where one is brought. */
    show: (listId: string | null) => void set({ list: listId }, { history: "replace" }),
  };
}

export type ImportUrl = ReturnType<typeof useImportUrl>;
