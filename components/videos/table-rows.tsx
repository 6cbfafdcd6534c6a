"use client";

import {
  type CSSProperties,
  memo,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from "react";
import type { VideoRow } from "@/lib/catalog/views.ts";
import type { ShownColumns } from "./columns";
import { BLOCK, drawnBlocks } from "./row-window";
import { isSelectable, isSelected, type Selection } from "./selection";
import { type SelectionStore, useHeld } from "./selection-store";
import { SkeletonRows } from "./skeleton-rows";
import { type RowTexts, useRowTexts } from "./use-row-texts";
import { useRowWindow } from "./use-row-window";
import { type RowHandlers, VideoTableRow } from "./video-row";

/** Brings a row into sight and gives it the focus. */
export type TableHandle = { show: (index: number) => void };

const HEADER_PX = 36;
/** Further rows are asked for when this few are left below. */
const AHEAD = 40;

/** Those rows that are in sight, and the one with the focus. A scroll draws this anew, and nothing around it. */
export function TableRows(props: {
  handle: Ref<TableHandle>;
  scroller: RefObject<HTMLElement | null>;
  /** A box as high as a row. */
  probe: RefObject<HTMLElement | null>;
  columns: ShownColumns;
  rows: readonly VideoRow[];
  loading: boolean;
  hasMore: boolean;
  onMore: () => void;
  selection: SelectionStore;
  handlers: RowHandlers;
  activeId: string | null;
  openId: string | null;
}) {
  const { scroller, rows, columns, hasMore, onMore, activeId } = props;
  const texts = useRowTexts();
  const { selection } = useHeld(props.selection);
  const focusing = useRef(0);
  const { window, rowHeight, show } = useRowWindow(scroller, props.probe, {
    count: rows.length,
    headerHeight: HEADER_PX,
  });
  // A scroll draws anew and may not look at every loaded row each time.
  const activeIndex = useMemo(() => rows.findIndex((row) => row.id === activeId), [rows, activeId]);
  const drawn = drawnBlocks({ ...window, to: Math.min(window.to, rows.length) }, activeIndex);
  const drawnTo = ((drawn.at(-1)?.block ?? -1) + 1) * BLOCK;

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
    [show, rows, scroller],
  );

  useEffect(() => {
    if (hasMore && window.to >= rows.length - AHEAD) onMore();
  }, [hasMore, onMore, window.to, rows.length]);

  return (
    <>
      {drawn.flatMap(({ block, blocksAbove }) => [
        // Another element each time: one that grows makes the browser paint all rows below it once more.
        blocksAbove > 0 && <Gap key={`gap-${block}`} height={blocksAbove * BLOCK * rowHeight} />,
        <RowBlock
          key={block}
          block={block}
          rows={rows}
          columns={columns}
          texts={texts}
          selection={selection}
          openId={props.openId}
          handlers={props.handlers}
        />,
      ])}
      {drawnTo < rows.length && <Gap key="below" height={(rows.length - drawnTo) * rowHeight} />}
      {props.loading && window.to >= rows.length && (
        <tbody>
          <SkeletonRows count={rows.length === 0 ? 12 : 3} columns={columns} />
        </tbody>
      )}
    </>
  );
}

/**
 * A few rows that come and go together, in a `<tbody>` of their own. A step of the scroll costs React and the
 * browser about as much for four rows as for one, and most of it for looking through those that stay.
 */
const RowBlock = memo(function RowBlock(props: {
  block: number;
  rows: readonly VideoRow[];
  columns: ShownColumns;
  texts: RowTexts;
  selection: Selection;
  openId: string | null;
  handlers: RowHandlers;
}) {
  const { rows, selection } = props;
  const from = props.block * BLOCK;
  const shown = rows.slice(from, from + BLOCK);
  return (
    <tbody data-rows={shown.length} style={{ "--rows": shown.length } as CSSProperties}>
      {shown.map((row, place) => (
        <VideoTableRow
          key={row.id}
          row={row}
          rowIndex={from + place + 2}
          columns={props.columns}
          texts={props.texts}
          selected={isSelected(selection, row)}
          selectable={isSelectable(selection, row)}
          open={row.id === props.openId}
          handlers={props.handlers}
        />
      ))}
    </tbody>
  );
});

/** Says whether the row was there. */
function focusRow(scroller: HTMLElement | null, id: string | undefined): boolean {
  if (id === undefined) return false;
  const box = scroller?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"] input`);
  box?.focus({ preventScroll: true });
  return box !== null && box !== undefined;
}

/** The height of rows that are not in the document. */
function Gap({ height }: { height: number }) {
  return <tbody aria-hidden style={{ height }} />;
}
