"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FilterOption } from "@/components/ui/filter-menu";
import { type FacetKey, filterToText, type VideoFilter } from "@/lib/catalog/filter.ts";
import { facetsQuery } from "./video-queries";

/** Counts for the filter's menus, asked for once the first of them is opened. */
export function useFacets(filter: VideoFilter) {
  const [wanted, setWanted] = useState(false);
  const { data } = useQuery({ ...facetsQuery(filterToText(filter)), enabled: wanted });
  return {
    /** What every menu has in common. */
    menu: { onOpen: () => setWanted(true), estimated: data?.exact === false },
    valuesOf: (key: FacetKey): string[] => data?.facets[key].map(({ value }) => value) ?? [],
    /** The options with their counts; a value that no video has counts nothing. */
    counted(key: FacetKey, options: readonly FilterOption[]): readonly FilterOption[] {
      if (!data) return options;
      const counts = new Map(data.facets[key].map(({ value, count }) => [value, count]));
      return options.map((option) => ({ ...option, count: counts.get(option.value) ?? 0 }));
    },
  };
}
