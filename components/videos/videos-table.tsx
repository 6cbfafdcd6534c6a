"use client";

import { useTranslations } from "next-intl";
import {
  type CSSProperties,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from "react";
import { TABLE } from "@/components/ui/table";
import type { VideoSort } from "@/lib/catalog/sort.ts";
import type { VideoRow } from "@/lib/catalog/views.ts";
import type { ShownColumns } from "./columns";
import { drawnRows } from "./row-window";
import { coverage, isSelectable, isSelected, type Selection } from "./selection";
import { SkeletonRows } from "./skeleton-rows";
import { TableHead } from "./table-head";
import { useIsWide } from "./use-is-wide";
import { useRowTexts } from "./use-row-texts";
import { useRowWindow } from "./use-row-window";
import { type RowHandlers, VideoTableRow } from "./video-row";

/** Brings a row into sight and gives it the focus. */
export type TableHandle = { show: (index: number) => void };

const HEADER_PX = 36;
/** Further rows are asked for when this few are left below. */
const AHEAD = 40;

/**
 * The rows there are, of which only those in sight are in the document. It is a real table all the same, and
 * tells assistive technology how many rows there are in all. The row with the focus is always kept.
 */
export function VideosTable(props: {
  /** Filter and sort: when they change, the table begins at the top again. */
  viewKey: string;
  columns: ShownColumns;
  rows: readonly VideoRow[];
  /** All rows that match, loaded or not; null while they are being counted. */
  total: number | null;
  loading: boolean;
  hasMore: boolean;
  onMore: () => void;
  sort: VideoSort;
  onSort: (sort: VideoSort) => void;
  selection: Selection;
  onToggleAll: (selected: boolean) => void;
  handlers: RowHandlers;
  activeId: string | null;
  openId: string | null;
  /** In place of rows: nothing found, or a failure. */
  empty: ReactNode;
  handle: Ref<TableHandle>;
}) {
  const t = useTranslations("videos.table");
  const texts = useRowTexts();
  const { rows, columns, selection, hasMore, onMore, activeId } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const focusing = useRef(0);
  const { window, full, rowHeight, show } = useRowWindow(scroller, probe, {
    count: rows.length,
    headerHeight: HEADER_PX,
  });
  const isWide = useIsWide(scroller, columns);
  // A scroll draws anew and may not look at every loaded row each time.
  const activeIndex = useMemo(() => rows.findIndex((row) => row.id === activeId), [rows, activeId]);
  const covered = useMemo(() => coverage(selection, rows), [selection, rows]);
  const drawn = drawnRows(
    { from: Math.min(window.from, rows.length), to: Math.min(window.to, rows.length) },
    activeIndex,
  );
  const lastDrawn = drawn.at(-1)?.index ?? -1;

  useImperativeHandle(
    props.handle,
    () => ({
      show: (index) => {
        show(index);
        const id = rows[index]?.id;
        const focus = () => focusRow(scroller.current, id);
        // A focus still to come belongs to a row that has been left again: it must not call it back.
        cancelAnimationFrame(focusing.current);
        if (focus()) return;
        // The row has to be drawn first: one frame for the scroll, one for React.
        focusing.current = requestAnimationFrame(() => {
          focusing.current = requestAnimationFrame(focus);
        });
      },
    }),
    [show, rows],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs for a new view, and only then
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [props.viewKey]);
  useEffect(() => {
    if (hasMore && window.to >= rows.length - AHEAD) onMore();
  }, [hasMore, onMore, window.to, rows.length]);

  return (
    <div
      ref={scroller}
      data-wide={isWide ? "" : undefined}
      className="relative isolate contain-content min-h-72 flex-1 overflow-auto max-sm:shrink-0 max-sm:basis-[55dvh] rounded-lg border border-line bg-surface shadow-card"
    >
      <span ref={probe} aria-hidden className="pointer-events-none absolute h-row w-0" />
      <table
        aria-label={t("caption")}
        aria-rowcount={props.total === null ? -1 : props.total + 1}
        aria-busy={props.loading}
        className={`${TABLE.table} table-of-grids min-w-[calc(var(--columns)+22rem)] max-sm:min-w-[calc(var(--columns)+11rem)]`}
        style={{ "--columns": `${columns.rem}rem`, "--tracks": columns.tracks } as CSSProperties}
      >
        <TableHead
          columns={columns.data}
          loaded={rows.length}
          state={covered.state}
          canGrow={covered.canGrow}
          onToggleAll={props.onToggleAll}
          sort={props.sort}
          onSort={props.onSort}
        />
        <tbody>
          {drawn.flatMap(({ index, rowsAbove }) => {
            const row = rows[index];
            if (!row) return [];
            return [
              rowsAbove > 0 && <Gap key={`gap-${index}`} height={rowsAbove * rowHeight} />,
              <VideoTableRow
                key={row.id}
                row={row}
                rowIndex={index + 2}
                columns={columns}
                texts={texts}
                full={index === activeIndex || (index >= full.from && index < full.to)}
                selected={isSelected(selection, row)}
                selectable={isSelectable(selection, row)}
                open={row.id === props.openId}
                handlers={props.handlers}
              />,
            ];
          })}
          {lastDrawn + 1 < rows.length && <Gap height={(rows.length - lastDrawn - 1) * rowHeight} />}
          {props.loading && window.to >= rows.length && (
            <SkeletonRows count={rows.length === 0 ? 12 : 3} columns={columns} />
          )}
        </tbody>
      </table>
      {rows.length === 0 && !props.loading && <div className="sticky left-0">{props.empty}</div>}
    </div>
  );
}

/** Says whether the row was there. */
function focusRow(scroller: HTMLElement | null, id: string | undefined): boolean {
  if (id === undefined) return false;
  const box = scroller?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"] input`);
  box?.focus({ preventScroll: true });
  return box !== null && box !== undefined;
}

/** The height of rows that are not in the document. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td className="col-span-full p-0" style={{ height }} />
    </tr>
  );
}
