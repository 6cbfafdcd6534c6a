"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { SortHeader } from "@/components/ui/sort-header";
import { Th } from "@/components/ui/table";
import type { VideoSort } from "@/lib/catalog/sort.ts";
import type { ShownColumns } from "./columns";
import { PINNED } from "./video-row";

type SortKey = "title" | "size" | "created";

/** The head of the table. A scroll leaves it alone; it sticks as a whole, for its cells one by one cost more. */
export const TableHead = memo(function TableHead(props: {
  columns: ShownColumns["data"];
  /** Rows loaded so far, which the box is about. */
  loaded: number;
  state: "all" | "some" | "none";
  canGrow: boolean;
  onToggleAll: (selected: boolean) => void;
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
          <Checkbox
            aria-label={t("selectLoaded", { count: props.loaded })}
            checked={props.state === "all"}
            indeterminate={props.state === "some"}
            disabled={props.loaded === 0}
            onChange={() => props.onToggleAll(props.canGrow)}
          />
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

function nextSort(key: SortKey, now: VideoSort): VideoSort {
  if (!now.startsWith(key)) return key === "title" ? "title.asc" : `${key}.desc`;
  return now.endsWith("asc") ? `${key}.desc` : `${key}.asc`;
}
