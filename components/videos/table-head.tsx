"use client";

import { useTranslations } from "next-intl";
import { memo, useMemo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { SortHeader } from "@/components/ui/sort-header";
import { Th } from "@/components/ui/table";
import type { VideoSort } from "@/lib/catalog/sort.ts";
import type { VideoRow } from "@/lib/catalog/views.ts";
import type { ShownColumns } from "./columns";
import { coverage, setRows } from "./selection";
import { type SelectionStore, useHeld } from "./selection-store";
import { PINNED } from "./video-row";

type SortKey = "title" | "size" | "created";

/** The head of the table. A scroll leaves it alone; it sticks as a whole, for its cells one by one cost more. */
export const TableHead = memo(function TableHead(props: {
  columns: ShownColumns["data"];
  /** Those loaded so far, which the box is about. */
  rows: readonly VideoRow[];
  selection: SelectionStore;
  sort: VideoSort;
  onSort: (sort: VideoSort) => void;
}) {
  const t = useTranslations("videos.table");
  const sorter = (key: SortKey, place: string) => (
    <SortHeader
      key={key}
      number={key !== "title"}
      className={place}
      direction={props.sort.startsWith(key) ? (props.sort.endsWith("asc") ? "asc" : "desc") : null}
      onSort={() => props.onSort(nextSort(key, props.sort))}
    >
      {t(key)}
    </SortHeader>
  );
  return (
    <thead className="sticky top-0 z-sticky">
      <tr aria-rowindex={1}>
        <Th className={`pr-0! ${PINNED.head} ${PINNED.box}`}>
          <LoadedBox rows={props.rows} store={props.selection} />
        </Th>
        {sorter("title", `${PINNED.head} ${PINNED.title}`)}
        {props.columns.map(({ key }) =>
          key === "size" || key === "created" ? (
            sorter(key, "static!")
          ) : (
            <Th key={key} number={key === "duration"} className="static!">
              {t(key)}
            </Th>
          ),
        )}
      </tr>
    </thead>
  );
});

/** Selects every loaded row that can be, or takes all of them out again. */
function LoadedBox({ rows, store }: { rows: readonly VideoRow[]; store: SelectionStore }) {
  const t = useTranslations("videos.table");
  const { selection } = useHeld(store);
  const { state, canGrow } = useMemo(() => coverage(selection, rows), [selection, rows]);
  return (
    <Checkbox
      aria-label={t("selectLoaded", { count: rows.length })}
      checked={state === "all"}
      indeterminate={state === "some"}
      disabled={rows.length === 0}
      onChange={() => store.write(setRows(selection, rows, canGrow))}
    />
  );
}

function nextSort(key: SortKey, now: VideoSort): VideoSort {
  if (!now.startsWith(key)) return key === "title" ? "title.asc" : `${key}.desc`;
  return now.endsWith("asc") ? `${key}.desc` : `${key}.asc`;
}
