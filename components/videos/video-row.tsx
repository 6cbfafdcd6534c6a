"use client";

import { memo } from "react";
import { cx } from "@/components/ui/cx";
import { Unknown } from "@/components/ui/format";
import { TABLE } from "@/components/ui/table";
import type { VideoRow } from "@/lib/catalog/views.ts";
import type { DataColumn, ShownColumns } from "./columns";
import { mayExceed } from "./may-exceed";
import type { RowTexts } from "./use-row-texts";
import { VideoPicture } from "./video-picture";
import { SourceWord, StatusWord } from "./video-states";

export type RowHandlers = {
  onToggle: (row: VideoRow, selected: boolean, range: boolean) => void;
  onOpen: (id: string) => void;
  onFocus: (id: string) => void;
  onCopy: (id: string) => void;
};

// The line below is the row's own: one border to match, lay out and paint, and not one for each cell.
const CELL = "px-(--cell-x)";
const NUMBER = cx(CELL, TABLE.number, "whitespace-nowrap");
const TEXT = cx(CELL, "whitespace-nowrap");
const CUT = cx(CELL, "truncate");
/**
 * Stays in sight while the others scroll sideways beneath it, on the row's own ground. Only where there is
 * something to scroll to (`data-wide`): every sticky cell costs the compositor, and one that inherits its ground
 * makes the browser style the whole row again when that changes.
 */
export const PINNED = {
  box: "in-data-wide:sticky left-0",
  title: "in-data-wide:sticky left-9 border-line in-data-wide:border-r",
  /** For both in the rows. */
  ground: "in-data-wide:bg-inherit",
  /** For both in the head, whose cells stand still otherwise. */
  head: "static! in-data-wide:sticky! in-data-wide:z-panel!",
} as const;

type CellsProps = { row: VideoRow; columns: ShownColumns; texts: RowTexts; handlers: RowHandlers };
type RowProps = CellsProps & {
  rowIndex: number;
  selected: boolean;
  selectable: boolean;
  open: boolean;
};

/**
 * One video. `rowIndex` counts from 1 with the header, over all rows there are, not only the drawn ones.
 *
 * Rows come and go with every scroll, and a slow machine has 16 ms for all of a frame. So a row is given its
 * texts, starts no transition when it passes under the pointer, and has few elements; none of them is masked,
 * transparent or clipped without need, for each such box is painted apart.
 */
export const VideoTableRow = memo(function VideoTableRow(props: RowProps) {
  const { row, handlers, texts } = props;
  return (
    <tr
      data-row-id={row.id}
      aria-rowindex={props.rowIndex}
      aria-selected={props.selected}
      onFocus={() => handlers.onFocus(row.id)}
      className={cx(
        TABLE.row,
        "border-line border-b transition-none!",
        props.open ? "bg-hover" : "bg-surface",
      )}
    >
      <td className={cx("pl-(--cell-x) select-none", PINNED.box, PINNED.ground)}>
        <label className="inline-grid size-6 place-items-center">
          <input
            type="checkbox"
            className="checkbox-box"
            aria-label={texts.selectRow(row.title || row.id)}
            title={props.selectable ? undefined : texts.notInSelection}
            checked={props.selected}
            disabled={!props.selectable}
            onChange={(event) => {
              const { nativeEvent } = event;
              const range = "shiftKey" in nativeEvent && nativeEvent.shiftKey === true;
              handlers.onToggle(row, event.target.checked, range);
            }}
          />
        </label>
      </td>
      <Cells row={row} columns={props.columns} texts={texts} handlers={handlers} />
    </tr>
  );
});

/** Kept as they are when only the selection changes. */
const Cells = memo(function Cells({ row, columns, texts, handlers }: CellsProps) {
  return (
    <>
      <td className={cx(CELL, PINNED.title, PINNED.ground, "name-cell grid!")}>
        {columns.picture && (
          <VideoPicture
            src={row.coverUrl}
            kind={row.kind}
            className="mr-3 h-[calc(var(--row-height)-0.75rem)] [grid-area:picture] max-sm:hidden"
          />
        )}
        <button
          type="button"
          onClick={() => handlers.onOpen(row.id)}
          title={row.title}
          className={cx(
            "max-w-full justify-self-start truncate text-left font-medium [grid-area:title] hover:underline",
            row.title === "" && "text-ink-faint",
          )}
        >
          {row.title || texts.untitled}
        </button>
        <code
          title={row.id}
          className="min-w-0 truncate font-mono text-ink-faint text-xs leading-4 [grid-area:id]"
        >
          {row.foundBy !== null && (
            <span className="mr-2 inline-block max-w-24 truncate align-bottom font-sans text-accent-ink">
              {row.foundBy}
            </span>
          )}
          {row.id}
        </code>
        <button
          type="button"
          aria-label={texts.copyId}
          title={texts.copyId}
          onClick={() => handlers.onCopy(row.id)}
          className="-my-1 size-6 rounded-sm bg-center bg-no-repeat [grid-area:copy] [background-size:0.75rem] focus-visible:copy-icon group-hover/row:copy-icon"
        />
      </td>
      {columns.data.map(({ key, rem }) => cellOf(key, rem, row, texts))}
    </>
  );
});

function cellOf(key: DataColumn, rem: number, row: VideoRow, texts: RowTexts) {
  const { formats, word } = texts;
  switch (key) {
    case "status":
      return (
        <td key={key} className={lookOf(word("status", row.status), rem)}>
          <StatusWord status={row.status} text={word("status", row.status)} />
        </td>
      );
    case "category":
      return textCell(key, rem, row.cateName);
    case "size":
      return (
        <td key={key} className={NUMBER}>
          {row.sizeBytes === null ? <Unknown /> : formats.bytes(row.sizeBytes)}
        </td>
      );
    case "duration":
      return (
        <td key={key} className={NUMBER}>
          {row.durationSeconds === null ? <Unknown /> : formats.clock(row.durationSeconds)}
        </td>
      );
    case "created":
      return (
        <td key={key} className={NUMBER}>
          {formats.date(new Date(row.createdAt))}
        </td>
      );
    case "mode":
      return textCell(key, rem, row.transcodeMode && word("transcodeMode", row.transcodeMode));
    case "storage":
      return textCell(key, rem, row.storageClass && word("storageClass", row.storageClass));
    case "source":
      return (
        <td key={key} className={cx(TEXT, row.mezzanine === "unknown" && "text-ink-faint!")}>
          <SourceWord state={row.mezzanine} text={word("mezzanine", row.mezzanine)} />
        </td>
      );
    default:
      return key satisfies never;
  }
}

/** A text that its column cuts where it has to; the whole of it is in the title then. */
function textCell(key: DataColumn, rem: number, text: string | null) {
  if (text === null) {
    return (
      <td key={key} className={TEXT}>
        <Unknown />
      </td>
    );
  }
  const look = lookOf(text, rem);
  return (
    <td key={key} className={look} title={look === CUT ? text : undefined}>
      {text}
    </td>
  );
}

function lookOf(text: string, rem: number): string {
  return mayExceed(text, rem) ? CUT : TEXT;
}
