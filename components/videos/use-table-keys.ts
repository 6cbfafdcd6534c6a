"use client";

import type { RefObject } from "react";
import { useKeys } from "@/components/keys/use-keys";
import type { VideoRow } from "@/lib/catalog/views.ts";
import { isSelected } from "./selection";
import type { SelectionStore } from "./selection-store";
import type { TableHandle } from "./table-rows";
import type { RowSelection } from "./use-row-selection";
import type { View } from "./use-view";

/** The keys of the table: from row to row, selecting, looking at one. */
export function useTableKeys(options: {
  rows: readonly VideoRow[];
  store: SelectionStore;
  selecting: RowSelection;
  activeId: string | null;
  setActiveId: (id: string) => void;
  table: RefObject<TableHandle | null>;
  view: View;
}): void {
  const { rows, store, selecting, view } = options;
  const activeIndex = () => rows.findIndex((row) => row.id === options.activeId);

  const move = (step: 1 | -1) => {
    const now = activeIndex();
    const index = now < 0 ? 0 : now + step;
    const row = rows[index];
    if (!row) return;
    options.setActiveId(row.id);
    options.table.current?.show(index);
  };
  const toggle = (range: boolean) => {
    const row = rows[activeIndex()];
    if (row) selecting.toggle(row, !isSelected(store.read().selection, row), range);
  };
  const extend = (step: 1 | -1) => {
    const index = activeIndex();
    const now = rows[index];
    const next = rows[index + step];
    if (!now || !next) return;
    selecting.extend(now, next);
    move(step);
  };
  useKeys({
    down: () => move(1),
    up: () => move(-1),
    select: () => toggle(false),
    selectRange: () => toggle(true),
    extendDown: () => extend(1),
    extendUp: () => extend(-1),
    open: () => {
      const row = rows[activeIndex()];
      if (row) view.open(row.id);
    },
    close: () => {
      if (view.openId === null) return false;
      view.open(null);
    },
  });
}
