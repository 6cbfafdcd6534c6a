"use client";

import { useTranslations } from "next-intl";
import { type CSSProperties, type ReactNode, type Ref, useEffect, useRef } from "react";
import { TABLE } from "@/components/ui/table";
import type { VideoSort } from "@/lib/catalog/sort.ts";
import type { VideoRow } from "@/lib/catalog/views.ts";
import type { ShownColumns } from "./columns";
import type { SelectionStore } from "./selection-store";
import { TableHead } from "./table-head";
import { type TableHandle, TableRows } from "./table-rows";
import { useIsWide } from "./use-is-wide";
import { useSettled } from "./use-settled";
import type { RowHandlers } from "./video-row";

const FAINT_AFTER_MS = 300;
export const NO_ROWS: readonly VideoRow[] = [];

/**
 * The rows there are, of which only those in sight are in the document. It is a real table all the same, and
 * tells assistive technology how many rows there are in all.
 */
export function VideosTable(props: {
  /** Filter and sort: when they change, the table begins at the top again. */
  viewKey: string;
  columns: ShownColumns;
  rows: readonly VideoRow[];
  /** All rows that match, loaded or not; null while they are being counted. */
  total: number | null;
  /** The rows are those of the view before this one. */
  outdated: boolean;
  loading: boolean;
  hasMore: boolean;
  onMore: () => void;
  sort: VideoSort;
  onSort: (sort: VideoSort) => void;
  /** Head and rows follow it by themselves, so that a press on a box draws nothing else anew. */
  selection: SelectionStore;
  handlers: RowHandlers;
  activeId: string | null;
  openId: string | null;
  /** In place of rows: nothing found, or a failure. */
  empty: ReactNode;
  handle: Ref<TableHandle>;
}) {
  const t = useTranslations("videos.table");
  const { rows, columns } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  // Only where it takes a while: most of the time the rows are there before anybody could look.
  const isFaint = useSettled(props.outdated, FAINT_AFTER_MS) && props.outdated;
  const isWide = useIsWide(scroller, columns);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs for a new view, and only then
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [props.viewKey]);

  return (
    <div
      ref={scroller}
      data-wide={isWide ? "" : undefined}
      className="relative isolate contain-content min-h-72 flex-1 overflow-auto [overflow-anchor:none] max-sm:shrink-0 max-sm:basis-[55dvh] rounded-lg border border-line bg-surface shadow-card"
    >
      <span ref={probe} aria-hidden className="pointer-events-none absolute h-row w-0" />
      <table
        aria-label={t("caption")}
        aria-rowcount={props.total === null ? -1 : props.total + 1}
        aria-busy={props.loading}
        data-faint={isFaint ? "" : undefined}
        className={`${TABLE.table} table-of-grids data-faint:opacity-50 min-w-[calc(var(--columns)+22rem)] max-sm:min-w-[calc(var(--columns)+11rem)]`}
        style={{ "--columns": `${columns.rem}rem`, "--tracks": columns.tracks } as CSSProperties}
      >
        <TableHead
          columns={columns.data}
          rows={props.outdated ? NO_ROWS : rows}
          selection={props.selection}
          sort={props.sort}
          onSort={props.onSort}
        />
        <TableRows
          handle={props.handle}
          scroller={scroller}
          probe={probe}
          columns={columns}
          rows={rows}
          loading={props.loading}
          hasMore={props.hasMore}
          onMore={props.onMore}
          selection={props.selection}
          handlers={props.handlers}
          activeId={props.activeId}
          openId={props.openId}
        />
      </table>
      {rows.length === 0 && !props.loading && <div className="sticky left-0">{props.empty}</div>}
    </div>
  );
}
