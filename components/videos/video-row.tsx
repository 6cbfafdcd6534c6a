"use client";

import { memo } from "react";
import { cx } from "@/components/ui/cx";
import { Unknown } from "@/components/ui/format";
import { TABLE } from "@/components/ui/table";
import type { VideoRow } from "@/lib/catalog/views.ts";
import type { DataColumn, ShownColumns } from "./columns";
import type { RowTexts } from "./use-row-texts";
import { VideoPicture } from "./video-picture";
import { SourceWord, StatusWord } from "./video-states";

export type RowHandlers = {
  onToggle: (row: VideoRow, selected: boolean, range: boolean) => void;
  onOpen: (id: string) => void;
  onFocus: (id: string) => void;
  onCopy: (id: string) => void;
};

const NUMBER = cx(TABLE.td, TABLE.number, "whitespace-nowrap");
const TEXT = cx(TABLE.td, "truncate");
/**
 * Stays in sight while the others scroll sideways beneath it, on the row's own ground. Only where there is
 * something to scroll to (`data-wide`): every sticky cell costs the compositor.
 */
export const PINNED = {
  box: "in-data-wide:sticky left-0",
  title: "in-data-wide:sticky left-9 in-data-wide:border-r",
  /** For both in the head, whose cells stand still otherwise. */
  head: "static! in-data-wide:sticky! in-data-wide:z-panel!",
} as const;

type RowProps = {
  row: VideoRow;
  rowIndex: number;
  columns: ShownColumns;
  texts: RowTexts;
  /** With all its cells; in a quick scroll a row begins with its title alone. */
  full: boolean;
  selected: boolean;
  selectable: boolean;
  open: boolean;
  handlers: RowHandlers;
};

/**
 * One video. `rowIndex` counts from 1 with the header, over all rows there are, not only the drawn ones. Rows
 * come and go with every scroll, so this one is given its texts, has few elements, and starts no transition when
 * it passes under the pointer.
 */
export const VideoTableRow = memo(function VideoTableRow(props: RowProps) {
  const { row, handlers, texts } = props;
  return (
    <tr
      data-row-id={row.id}
      aria-rowindex={props.rowIndex}
      aria-selected={props.selected}
      onFocus={() => handlers.onFocus(row.id)}
      className={cx(TABLE.row, "transition-none!", props.open ? "bg-hover" : "bg-surface")}
    >
      {props.full ? <AllCells {...props} /> : <TitleAlone row={row} columns={props.columns} texts={texts} />}
    </tr>
  );
});

function AllCells(props: RowProps) {
  const { row, handlers, texts } = props;
  return (
    <>
      <td className={cx(TABLE.td, PINNED.box, "select-none bg-inherit pr-0!")}>
        <label className="inline-grid size-6 place-items-center">
          <input
            type="checkbox"
            className="checkbox-box"
            aria-label={texts.table("selectRow", { title: row.title || row.id })}
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
      <td className={cx(TABLE.td, PINNED.title, "bg-inherit")}>
        <div className="flex min-w-0 items-center gap-3">
          {props.columns.picture && (
            <VideoPicture
              src={row.coverUrl}
              kind={row.kind}
              className="h-[calc(var(--row-height)-0.75rem)] shrink-0 max-sm:hidden"
            />
          )}
          <Name row={row} handlers={handlers} texts={texts} />
        </div>
      </td>
      <DataCells row={row} columns={props.columns.data} texts={texts} />
    </>
  );
}

/** Where the title stands in the whole row too. The checkbox follows at once, and is not pressed in flight. */
function TitleAlone(props: { row: VideoRow; columns: ShownColumns; texts: RowTexts }) {
  const { row, columns, texts } = props;
  return (
    <>
      <td className={cx(TABLE.td, PINNED.box, "bg-inherit")} />
      <td
        className={cx(
          TABLE.td,
          PINNED.title,
          "truncate bg-inherit font-medium",
          columns.picture && "sm:pl-[calc((var(--row-height)-0.75rem)*16/9+1.5rem)]",
        )}
      >
        {row.title || texts.untitled}
      </td>
      {columns.data.length > 0 && <td className={cx(TABLE.td, "col-[3/-1]")} />}
    </>
  );
}

/** Kept as it is when only the selection changes; so are the cells. */
const Name = memo(function Name({
  row,
  handlers,
  texts,
}: {
  row: VideoRow;
  handlers: RowHandlers;
  texts: RowTexts;
}) {
  return (
    <div className="flex min-w-0 flex-1 flex-col items-start in-data-[density=compact]:flex-row in-data-[density=compact]:items-center in-data-[density=compact]:gap-3">
      <button
        type="button"
        onClick={() => handlers.onOpen(row.id)}
        title={row.title}
        className="min-w-0 max-w-full truncate text-left font-medium hover:underline in-data-[density=compact]:flex-1"
      >
        {row.title || <span className="text-ink-faint">{texts.untitled}</span>}
      </button>
      <span className="-my-1 flex min-w-0 max-w-full items-center text-ink-faint in-data-[density=compact]:w-20 in-data-[density=compact]:shrink-0">
        <code className="truncate font-mono text-xs" title={row.id}>
          {row.id}
        </code>
        <button
          type="button"
          aria-label={texts.copyId}
          title={texts.copyId}
          onClick={() => handlers.onCopy(row.id)}
          className="grid size-6 shrink-0 place-items-center rounded-sm opacity-0 hover:text-ink focus-visible:opacity-100 group-hover/row:opacity-100"
        >
          <span className="drawn-icon size-3! [--drawing:var(--copy)]" />
        </button>
      </span>
    </div>
  );
});

const DataCells = memo(function DataCells(props: {
  row: VideoRow;
  columns: ShownColumns["data"];
  texts: RowTexts;
}) {
  const { row, columns } = props;
  const { formats, word } = props.texts;
  const cell = (key: DataColumn) => {
    switch (key) {
      case "status":
        return (
          <td key={key} className={TEXT}>
            <StatusWord status={row.status} text={word("status", row.status)} />
          </td>
        );
      case "category":
        return <Text key={key} text={row.cateName} />;
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
            <time dateTime={row.createdAt}>{formats.date(new Date(row.createdAt))}</time>
          </td>
        );
      case "mode":
        return <Text key={key} text={row.transcodeMode && word("transcodeMode", row.transcodeMode)} />;
      case "storage":
        return <Text key={key} text={row.storageClass && word("storageClass", row.storageClass)} />;
      case "source":
        return (
          <td key={key} className={TEXT}>
            <SourceWord state={row.mezzanine} text={word("mezzanine", row.mezzanine)} />
          </td>
        );
      default:
        return key satisfies never;
    }
  };
  return columns.map(({ key }) => cell(key));
});

/** A text that its column may cut; the whole of it is in the title. */
function Text({ text }: { text: string | null }) {
  return (
    <td className={TEXT} title={text ?? undefined}>
      {text ?? <Unknown />}
    </td>
  );
}
