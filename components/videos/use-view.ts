"use client";

import { useCallback, useMemo } from "react";
import { DENSITIES, type Density } from "@/components/shell/preferences";
import { useUrlParams } from "@/components/ui/use-url-params";
import {
  activeParts,
  EMPTY_FILTER,
  filterToText,
  partToText,
  readFilter,
  type VideoFilter,
} from "@/lib/catalog/filter.ts";
import { readSort, VIDEO_SORTS, type VideoSort } from "@/lib/catalog/sort.ts";
import { COLUMN_KEYS, type ColumnKey, columnsFromText, columnsToText } from "./columns";

/** How this person likes the table; a URL that says otherwise comes first. */
export type TableLook = { columns: readonly ColumnKey[] | null; density: Density };

/**
 * What is looked at: filter, sort, columns, density and open panel, all of it in the URL, so that a view can
 * be shared. Typing replaces the history's entry, everything else adds one.
 *
 * @param goneList a list that does not exist: to filter by it makes no sense
 */
export function useView(own: TableLook, goneList: string | null) {
  const [params, change] = useUrlParams();
  const { filter, dropped: droppedParts } = useMemo(() => {
    return readFilter({
      get: (key) => {
        const value = params.get(key);
        return key === "onList" && value !== null && value === goneList ? "gone" : value;
      },
    });
  }, [params, goneList]);
  const wanted = useMemo(
    () => ({
      sort: params.get("sort"),
      cols: params.get("cols"),
      density: params.get("density"),
      video: params.get("video"),
    }),
    [params],
  );
  const dropped = useMemo(() => {
    const looks = {
      sort: VIDEO_SORTS.some((sort) => sort === wanted.sort),
      cols: columnsFromText(wanted.cols) !== null,
      density: DENSITIES.some((density) => density === wanted.density),
    };
    const broken = (Object.keys(looks) as (keyof typeof looks)[]).filter((key) => wanted[key] && !looks[key]);
    return [...droppedParts, ...broken];
  }, [wanted, droppedParts]);
  const filterText = useMemo(() => filterToText(filter), [filter]);

  const patch = useCallback(
    (changes: Partial<VideoFilter>, sort?: VideoSort) => {
      const parts = Object.entries(changes).map(([key, value]) => [key, partToText(value ?? null)]);
      change({ ...Object.fromEntries(parts), ...(sort && { sort }) }, "push");
    },
    [change],
  );
  const search = useCallback((q: string | null) => change({ q }, "replace"), [change]);
  const clear = useCallback(() => patch(EMPTY_FILTER), [patch]);
  const sortBy = useCallback((sort: VideoSort) => change({ sort }, "push"), [change]);
  const show = useCallback(
    (look: { columns?: readonly ColumnKey[]; density?: Density }) =>
      change(
        {
          ...(look.columns && { cols: columnsToText(look.columns) }),
          ...(look.density && { density: look.density }),
        },
        "replace",
      ),
    [change],
  );
  const columns = useMemo(
    () => columnsFromText(wanted.cols) ?? own.columns ?? COLUMN_KEYS,
    [wanted.cols, own.columns],
  );
  const open = useCallback((video: string | null) => change({ video }, "push"), [change]);

  const sort = readSort(wanted.sort);
  const density = DENSITIES.find((density) => density === wanted.density) ?? own.density;
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
      openId: wanted.video,
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
      wanted.video,
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
