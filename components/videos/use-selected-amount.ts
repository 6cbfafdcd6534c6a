"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Selection, sumSizes } from "./selection";
import { amountQuery, bodyOf, type SelectionBody } from "./video-queries";

export type SelectedAmount = {
  count: number;
  bytes: number;
  unsized: number;
  /** Of a list: what the library does not hold. They have no known size either. */
  unknown: number;
  /** The figures belong to the selection before this one; the new ones are on the way. */
  stale: boolean;
};

/** Stands there for ids, which are not asked about. */
const NO_QUESTION: SelectionBody = { kind: "filter", filterText: "", excludedIds: [] };

/**
 * How many are selected and how many bytes, always exact: added up here for ids, by the server for a filter or
 * a list. What a list names and the catalog does not hold has no size that is known. `amount` is null until the
 * server has answered; `error` says why it did not.
 */
export function useSelectedAmount(selection: Selection): {
  amount: SelectedAmount | null;
  error: Error | null;
} {
  const body = useMemo(() => (selection.kind === "ids" ? NO_QUESTION : bodyOf(selection)), [selection]);
  const asked = useQuery({ ...amountQuery(body), enabled: selection.kind !== "ids" });
  const counted = useMemo(
    () =>
      selection.kind === "ids" ? { count: selection.ids.size, unknown: 0, ...sumSizes(selection.ids) } : null,
    [selection],
  );
  if (counted) return { amount: { ...counted, stale: false }, error: null };
  const { data, error, isPlaceholderData } = asked;
  if (!data) return { amount: null, error };
  const { count, bytes, unsized, unknown } = data;
  return { amount: { count, bytes, unsized: unsized + unknown, unknown, stale: isPlaceholderData }, error };
}
