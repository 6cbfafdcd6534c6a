"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import { Unknown, useFormats } from "@/components/ui/format";
import { TABLE } from "@/components/ui/table";
import type { VideoRow } from "@/lib/catalog/views.ts";
import { VideoPicture } from "./video-picture";
import { SourceWord, StatusWord } from "./video-states";
import { useVideoWords } from "./video-words";

export type RowHandlers = {
  onToggle: (row: VideoRow, selected: boolean, range: boolean) => void;
  onOpen: (id: string) => void;
  onFocus: (id: string) => void;
  onCopy: (id: string) => void;
};

const NUMBER = cx(TABLE.td, TABLE.number, "whitespace-nowrap");
const TEXT = cx(TABLE.td, "truncate");

/**
 * One video. `rowIndex` counts from 1 with the header, over all rows there are, not only the drawn ones. Rows
 * come and go with every scroll, so this one asks for words and formats once and mounts little.
 */
export const VideoTableRow = memo(function VideoTableRow(props: {
  row: VideoRow;
  rowIndex: number;
  selected: boolean;
  selectable: boolean;
  open: boolean;
  handlers: RowHandlers;
}) {
  const t = useTranslations("videos.table");
  const formats = useFormats();
  const { word } = useVideoWords();
  const { row, handlers } = props;
  return (
    <tr
      data-row-id={row.id}
      aria-rowindex={props.rowIndex}
      aria-selected={props.selected}
      onFocus={() => handlers.onFocus(row.id)}
      className={cx(TABLE.row, props.open && "bg-hover")}
    >
      <td className={cx(TABLE.td, "pr-0! select-none")}>
        <Checkbox
          aria-label={t("selectRow", { title: row.title || row.id })}
          title={props.selectable ? undefined : t("notInSelection")}
          checked={props.selected}
          disabled={!props.selectable}
          onChange={(event) => {
            const { nativeEvent } = event;
            const range = "shiftKey" in nativeEvent && nativeEvent.shiftKey === true;
            handlers.onToggle(row, event.target.checked, range);
          }}
        />
      </td>
      <td className={TABLE.td}>
        <VideoPicture src={row.coverUrl} kind={row.kind} className="h-[calc(var(--row-height)-0.75rem)]" />
      </td>
      <td className={TABLE.td}>
        <div className="flex min-w-0 flex-col items-start in-data-[density=compact]:flex-row in-data-[density=compact]:items-center in-data-[density=compact]:gap-3">
          <button
            type="button"
            onClick={() => handlers.onOpen(row.id)}
            title={row.title}
            className="min-w-0 max-w-full truncate text-left font-medium hover:underline in-data-[density=compact]:flex-1"
          >
            {row.title || <span className="text-ink-faint">{t("untitled")}</span>}
          </button>
          <span className="-my-1 flex min-w-0 max-w-full items-center text-ink-faint in-data-[density=compact]:w-20 in-data-[density=compact]:shrink-0">
            <code className="truncate font-mono text-xs" title={row.id}>
              {row.id}
            </code>
            <button
              type="button"
              aria-label={t("copyId")}
              title={t("copyId")}
              onClick={() => handlers.onCopy(row.id)}
              className="grid size-6 shrink-0 place-items-center rounded-sm opacity-0 hover:text-ink focus-visible:opacity-100 group-hover/row:opacity-100"
            >
              <Copy aria-hidden className="size-3" />
            </button>
          </span>
        </div>
      </td>
      <td className={TEXT}>
        <StatusWord status={row.status} />
      </td>
      <td className={TEXT} title={row.cateName ?? undefined}>
        {row.cateName ?? <Unknown />}
      </td>
      <td className={NUMBER}>{row.sizeBytes === null ? <Unknown /> : formats.bytes(row.sizeBytes)}</td>
      <td className={NUMBER}>
        {row.durationSeconds === null ? <Unknown /> : formats.clock(row.durationSeconds)}
      </td>
      <td className={NUMBER}>
        <time dateTime={row.createdAt}>{formats.date(new Date(row.createdAt))}</time>
      </td>
      <Word text={row.transcodeMode && word("transcodeMode", row.transcodeMode)} />
      <Word text={row.storageClass && word("storageClass", row.storageClass)} />
      <td className={TEXT}>
        <SourceWord state={row.mezzanine} />
      </td>
    </tr>
  );
});

/** A word that its column may cut; the whole of it is in the title. */
function Word({ text }: { text: string | null }) {
  return (
    <td className={TEXT} title={text ?? undefined}>
      {text ?? <Unknown />}
    </td>
  );
}
