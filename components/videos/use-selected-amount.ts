"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Selection, sumSizes } from "./selection";
import { amountQuery } from "./video-queries";

export type SelectedAmount = {
  count: number;
  bytes: number;
  unsized: number;
  /** The figures belong to the selection before this one; the new ones are on the way. */
  stale: boolean;
};

/**
 * How many are selected and how many bytes, always exact: added up here for ids, by the server for a filter.
 * `amount` is null until the server has answered; `error` says why it did not.
 */
export function useSelectedAmount(selection: Selection): {
  amount: SelectedAmount | null;
  error: Error | null;
} {
  const byFilter = selection.kind === "filter";
  const body = {
    kind: "filter" as const,
    filterText: byFilter ? selection.filterText : "",
    excludedIds: byFilter ? [...selection.excluded.keys()].sort() : [],
  };
  const asked = useQuery({ ...amountQuery(body), enabled: byFilter });
  const counted = useMemo(
    () => (selection.kind === "ids" ? { count: selection.ids.size, ...sumSizes(selection.ids) } : null),
    [selection],
  );
  if (counted) return { amount: { ...counted, stale: false }, error: null };
  const { data, error, isPlaceholderData } = asked;
  return { amount: data ? { ...data, stale: isPlaceholderData } : null, error };
}
