"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import {
  activeParts,
  EMPTY_FILTER,
  FILTER_KEYS,
  filterToText,
  partToText,
  readFilter,
  type VideoFilter,
} from "@/lib/catalog/filter.ts";
import { readSort, type VideoSort } from "@/lib/catalog/sort.ts";

const PARSERS = Object.fromEntries(
  [...FILTER_KEYS, "sort", "video"].map((key) => [key, parseAsString]),
) as Record<keyof VideoFilter | "sort" | "video", typeof parseAsString>;

/**
 * What is looked at: filter, sort and open panel, all of it in the URL, so that a view can be shared. Typing
 * replaces the history's entry, everything else adds one.
 */
export function useView() {
  const [params, setParams] = useQueryStates(PARSERS, { history: "push" });
  const { filter, dropped } = useMemo(
    () =>
      readFilter({
        get: (key) => (key in params ? (params[key as keyof typeof params] ?? null) : null),
      }),
    [params],
  );
  const filterText = useMemo(() => filterToText(filter), [filter]);

  const patch = useCallback(
    (changes: Partial<VideoFilter>, history: "push" | "replace" = "push") => {
      const parts = Object.entries(changes).map(([key, value]) => [key, partToText(value ?? null)]);
      void setParams(Object.fromEntries(parts), { history });
    },
    [setParams],
  );
  const search = useCallback((q: string | null) => patch({ q }, "replace"), [patch]);
  const clear = useCallback(() => patch(EMPTY_FILTER), [patch]);
  const sortBy = useCallback((sort: VideoSort) => void setParams({ sort }), [setParams]);
  const open = useCallback((video: string | null) => void setParams({ video }), [setParams]);

  return {
    filter,
    filterText,
    /** Parts of the URL that made no sense and are not applied. */
    dropped,
    active: activeParts(filter),
    sort: readSort(params.sort),
    openId: params.video,
    patch,
    search,
    clear,
    sortBy,
    open,
  };
}

export type View = ReturnType<typeof useView>;
