"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FilterOption } from "@/components/ui/filter-menu";
import { type Facet, filterToText, type VideoFilter } from "@/lib/catalog/filter.ts";
import { facetsQuery } from "./video-queries";

/** Counts for the filter's menus, asked for once the first of them is opened. */
export function useFacets(filter: VideoFilter) {
  const [wanted, setWanted] = useState(false);
  const { data } = useQuery({ ...facetsQuery(filterToText(filter)), enabled: wanted });
  return {
    valuesOf: (key: Facet): string[] => data?.facets[key].values.map(({ value }) => value) ?? [],
    /** A menu's options with their counts. What no video has counts nothing; what a sample did not meet is open. */
    menuOf(key: Facet, options: readonly FilterOption[]) {
      const onOpen = () => setWanted(true);
      if (!data) return { options, estimated: false, onOpen };
      const { exact, values } = data.facets[key];
      const counts = new Map(values.map(({ value, count }) => [value, count]));
      const counted = options.map((option) => {
        const count = counts.get(option.value) ?? (exact ? 0 : undefined);
        return count === undefined ? option : { ...option, count };
      });
      return { options: counted, estimated: !exact, onOpen };
    },
  };
}
