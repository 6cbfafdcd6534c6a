"use client";

import { useEffect, useMemo, useRef } from "react";
import type { VideoRow } from "@/lib/catalog/views.ts";
import { rowsBetween, setRows, stretch } from "./selection";
import type { SelectionStore } from "./selection-store";

/**
 * Selecting rows one by one, and ranges of them in the order they are shown in. The same functions at all times.
 *
 * @param rows those that can be selected; what else is still on the screen is left alone
 */
export function useRowSelection(rows: readonly VideoRow[], store: SelectionStore) {
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  });
  /** Where a range begins that Shift ends. */
  const anchor = useRef<string | null>(null);
  /** A range that grows and shrinks by Shift with j and k: where it began, and where it has come to. */
  const stretched = useRef<{ from: string; to: string } | null>(null);

  return useMemo(
    () => ({
      /** `range` takes all rows from the one that was changed before. */
      toggle: (row: VideoRow, selected: boolean, range: boolean) => {
        if (!latest.current.includes(row)) return;
        const changed = range ? rowsBetween(latest.current, anchor.current, row.id) : [row];
        anchor.current = row.id;
        stretched.current = null;
        store.write(setRows(store.read().selection, changed, selected));
      },
      /** From one row to the next one, above or below. */
      extend: (now: VideoRow, next: VideoRow) => {
        const from = stretched.current?.to === now.id ? stretched.current.from : now.id;
        stretched.current = { from, to: next.id };
        anchor.current = next.id;
        const range = { from, was: now.id, to: next.id };
        store.write(stretch(store.read().selection, latest.current, range));
      },
    }),
    [store],
  );
}

export type RowSelection = ReturnType<typeof useRowSelection>;
