"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { DENSITIES, type Density } from "@/components/shell/preferences";
import {
  activeParts,
  EMPTY_FILTER,
  FILTER_KEYS,
  filterToText,
  partToText,
  readFilter,
  type VideoFilter,
} from "@/lib/catalog/filter.ts";
import { readSort, VIDEO_SORTS, type VideoSort } from "@/lib/catalog/sort.ts";
import { COLUMN_KEYS, type ColumnKey, columnsFromText, columnsToText } from "./columns";

const LOOK_KEYS = ["sort", "cols", "density", "video"] as const;
const PARSERS = Object.fromEntries(
  [...FILTER_KEYS, ...LOOK_KEYS].map((key) => [key, parseAsString]),
) as Record<keyof VideoFilter | (typeof LOOK_KEYS)[number], typeof parseAsString>;

/** How this person likes the table; a URL that says otherwise comes first. */
export type TableLook = { columns: readonly ColumnKey[] | null; density: Density };

/**
 * What is looked at: filter, sort, columns, density and open panel, all of it in the URL, so that a view can
 * be shared. Typing replaces the history's entry, everything else adds one.
 *
 * @param goneList a list that does not exist: to filter by it makes no sense
 */
export function useView(own: TableLook, goneList: string | null) {
  const [params, setParams] = useQueryStates(PARSERS, { history: "push" });
  const { filter, dropped: droppedParts } = useMemo(() => {
    const isGone = params.onList !== null && params.onList === goneList;
    const sensible = isGone ? { ...params, onList: "gone" } : params;
    return readFilter({
      get: (key) => (key in sensible ? (sensible[key as keyof typeof sensible] ?? null) : null),
    });
  }, [params, goneList]);
  const dropped = useMemo(() => {
    const looks = {
      sort: VIDEO_SORTS.some((sort) => sort === params.sort),
      cols: columnsFromText(params.cols) !== null,
      density: DENSITIES.some((density) => density === params.density),
    };
    const broken = (Object.keys(looks) as (keyof typeof looks)[]).filter((key) => params[key] && !looks[key]);
    return [...droppedParts, ...broken];
  }, [params, droppedParts]);
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
  const show = useCallback(
    (look: { columns?: readonly ColumnKey[]; density?: Density }) =>
      void setParams(
        {
          ...(look.columns && { cols: columnsToText(look.columns) }),
          ...(look.density && { density: look.density }),
        },
        { history: "replace" },
      ),
    [setParams],
  );
  const columns = useMemo(
    () => columnsFromText(params.cols) ?? own.columns ?? COLUMN_KEYS,
    [params.cols, own.columns],
  );
  const open = useCallback((video: string | null) => void setParams({ video }), [setParams]);

  const sort = readSort(params.sort);
  const density = DENSITIES.find((density) => density === params.density) ?? own.density;
  return useMemo(
    () => ({
      filter,
      filterText,
      /** Parts of the URL that made no sense and are not applied. */
      dropped,
      active: activeParts(filter),
      sort,
      columns,
      density,
      openId: params.video,
      patch,
      search,
      clear,
      sortBy,
      show,
      open,
    }),
    [
      filter,
      filterText,
      dropped,
      sort,
      columns,
      density,
      params.video,
      patch,
      search,
      clear,
      sortBy,
      show,
      open,
    ],
  );
}

export type View = ReturnType<typeof useView>;
