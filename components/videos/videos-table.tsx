"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { SortHeader } from "@/components/ui/sort-header";
import { TABLE, Th } from "@/components/ui/table";
import type { VideoSort } from "@/lib/catalog/sort.ts";
import type { VideoRow } from "@/lib/catalog/views.ts";
import { coverage, isSelectable, isSelected, type Selection } from "./selection";
import { SkeletonRows } from "./skeleton-rows";
import { type RowHandlers, VideoTableRow } from "./video-row";

/** Brings a row into sight and gives it the focus. */
export type TableHandle = { show: (index: number) => void };

/** Columns in order; widths in rem. The title takes what is left. */
const WIDTHS = [2.25, 5.25, null, 10.25, 8, 5.75, 5.25, 7.5, 8.75, 8.25, 7.5];
export const COLUMNS = WIDTHS.length;
const HEADER_PX = 36;
/** Further rows are asked for when this few are left below. */
const AHEAD = 40;

/**
 * The rows there are, of which only those in sight are in the document. It is a real table all the same, and
 * tells assistive technology how many rows there are in all. The row with the focus is always kept.
 */
export function VideosTable(props: {
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
  const { rows, selection, hasMore, onMore } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const rowHeight = useRowHeight(probe);
  const active = rows.findIndex((row) => row.id === props.activeId);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    scrollPaddingStart: HEADER_PX,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const shown = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      if (active < 0 || (active >= from && active <= to)) return shown;
      return active < from ? [active, ...shown] : [...shown, active];
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the density changes, and only then
  useEffect(() => virtual.measure(), [rowHeight]);
  useImperativeHandle(
    props.handle,
    () => ({
      show: (index) => {
        virtual.scrollToIndex(index);
        const id = rows[index]?.id;
        // The row may have to be drawn first: one frame for the scroll, one for React.
        requestAnimationFrame(() => requestAnimationFrame(() => focusRow(scroller.current, id)));
      },
    }),
    [virtual, rows],
  );

  const items = virtual.getVirtualItems();
  const inSight = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (hasMore && inSight >= rows.length - AHEAD) onMore();
  }, [hasMore, onMore, inSight, rows.length]);

  const covered = coverage(selection, rows);
  const head = (key: "title" | "size" | "created", number = false) => (
    <SortHeader
      number={number}
      direction={props.sort.startsWith(key) ? (props.sort.endsWith("asc") ? "asc" : "desc") : null}
      onSort={() => props.onSort(nextSort(key, props.sort))}
    >
      {t(key)}
    </SortHeader>
  );

  let end = 0;
  return (
    <div
      ref={scroller}
      className="relative min-h-48 flex-1 sm:min-h-72 overflow-auto rounded-lg border border-line bg-surface shadow-card"
    >
      <span ref={probe} aria-hidden className="pointer-events-none absolute h-row w-0" />
      <table
        aria-label={t("caption")}
        aria-rowcount={props.total === null ? -1 : props.total + 1}
        aria-busy={props.loading}
        className={`${TABLE.table} min-w-[86rem] table-fixed`}
      >
        <colgroup>
          {WIDTHS.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
            <col key={index} style={width === null ? {} : { width: `${width}rem` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <Th className="pr-0!">
              <Checkbox
                aria-label={t("selectLoaded", { count: rows.length })}
                checked={covered.state === "all"}
                indeterminate={covered.state === "some"}
                disabled={rows.length === 0}
                onChange={() => props.onToggleAll(covered.canGrow)}
              />
            </Th>
            <Th>
              <span className="sr-only">{t("picture")}</span>
            </Th>
            {head("title")}
            <Th>{t("status")}</Th>
            <Th>{t("category")}</Th>
            {head("size", true)}
            <Th number>{t("duration")}</Th>
            {head("created", true)}
            <Th>{t("mode")}</Th>
            <Th>{t("storage")}</Th>
            <Th>{t("source")}</Th>
          </tr>
        </thead>
        <tbody>
          {items.flatMap((item) => {
            const row = rows[item.index];
            if (!row) return [];
            const gap = item.start - end;
            end = item.end;
            return [
              gap > 0 && <Gap key={`gap-${item.index}`} height={gap} />,
              <VideoTableRow
                key={row.id}
                row={row}
                rowIndex={item.index + 2}
                selected={isSelected(selection, row)}
                selectable={isSelectable(selection, row)}
                open={row.id === props.openId}
                handlers={props.handlers}
              />,
            ];
          })}
          {rows.length > 0 && <Gap height={Math.max(0, virtual.getTotalSize() - end)} />}
          {props.loading && <SkeletonRows count={rows.length === 0 ? 12 : 3} />}
        </tbody>
      </table>
      {rows.length === 0 && !props.loading && <div className="sticky left-0">{props.empty}</div>}
    </div>
  );
}

function focusRow(scroller: HTMLElement | null, id: string | undefined): void {
  if (id === undefined) return;
  const box = scroller?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"] input`);
  box?.focus({ preventScroll: true });
}

/** The height of rows that are not in the document. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={COLUMNS} className="p-0" style={{ height }} />
    </tr>
  );
}

function nextSort(key: "title" | "size" | "created", now: VideoSort): VideoSort {
  if (!now.startsWith(key)) return key === "title" ? "title.asc" : `${key}.desc`;
  return now.endsWith("asc") ? `${key}.desc` : `${key}.asc`;
}

/** Rows have one height, which the chosen density sets; read off an empty box that has it. */
function useRowHeight(probe: { current: HTMLElement | null }): number {
  const [height, setHeight] = useState(48);
  useEffect(() => {
    const box = probe.current;
    if (!box) return;
    const observer = new ResizeObserver(() => setHeight(box.getBoundingClientRect().height));
    observer.observe(box);
    return () => observer.disconnect();
  }, [probe]);
  return height;
}
