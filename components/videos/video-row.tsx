"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyableId } from "@/components/ui/copyable-id";
import { cx } from "@/components/ui/cx";
import { Bytes, DateTime, Duration, Unknown } from "@/components/ui/format";
import { TABLE, Td } from "@/components/ui/table";
import type { VideoRow } from "@/lib/catalog/views.ts";
import { VideoPicture } from "./video-picture";
import { ModeWord, SourceWord, StatusWord, StorageWord } from "./video-states";

export type RowHandlers = {
  onToggle: (row: VideoRow, selected: boolean, range: boolean) => void;
  onOpen: (id: string) => void;
  onFocus: (id: string) => void;
};

/** One video. `rowIndex` counts from 1 with the header, over all rows there are, not only the drawn ones. */
export const VideoTableRow = memo(function VideoTableRow(props: {
  row: VideoRow;
  rowIndex: number;
  selected: boolean;
  selectable: boolean;
  open: boolean;
  handlers: RowHandlers;
}) {
  const t = useTranslations("videos.table");
  const { row, handlers } = props;
  return (
    <tr
      data-row-id={row.id}
      aria-rowindex={props.rowIndex}
      aria-selected={props.selected}
      onFocus={() => handlers.onFocus(row.id)}
      className={cx(TABLE.row, props.open && "bg-hover")}
    >
      <Td className="pr-0! select-none">
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
      </Td>
      <Td>
        <VideoPicture src={row.coverUrl} kind={row.kind} className="h-[calc(var(--row-height)-0.75rem)]" />
      </Td>
      <Td>
        <div className="flex min-w-0 flex-col items-start in-data-[density=compact]:flex-row in-data-[density=compact]:items-center in-data-[density=compact]:gap-3">
          <button
            type="button"
            onClick={() => handlers.onOpen(row.id)}
            title={row.title}
            className="min-w-0 max-w-full truncate text-left font-medium hover:underline in-data-[density=compact]:flex-1"
          >
            {row.title || <span className="text-ink-faint">{t("untitled")}</span>}
          </button>
          <CopyableId
            id={row.id}
            copyLabel={t("copyId")}
            className="-my-1 text-ink-faint in-data-[density=compact]:w-32 in-data-[density=compact]:shrink-0 [&_button]:h-5! [&_button]:w-5! [&_button]:opacity-0 [&_button]:focus-visible:opacity-100 [&_svg]:size-3! group-hover/row:[&_button]:opacity-100"
          />
        </div>
      </Td>
      <Td className="truncate">
        <StatusWord status={row.status} />
      </Td>
      <Td className="truncate" title={row.cateName ?? undefined}>
        {row.cateName ?? <Unknown />}
      </Td>
      <Td number>
        <Bytes value={row.sizeBytes} />
      </Td>
      <Td number>
        <Duration value={row.durationSeconds} />
      </Td>
      <Td number>
        <DateTime value={row.createdAt} precision="date" />
      </Td>
      <Td className="truncate">
        <ModeWord mode={row.transcodeMode} />
      </Td>
      <Td className="truncate">
        <StorageWord storageClass={row.storageClass} />
      </Td>
      <Td className="truncate">
        <SourceWord state={row.mezzanine} />
      </Td>
    </tr>
  );
});
