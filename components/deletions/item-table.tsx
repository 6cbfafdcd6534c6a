"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import type { ItemView } from "@/lib/engine/views.ts";
import { type ItemsFilter, itemsQuery } from "./deletion-queries";
import { usePrinting } from "./use-printing";

const ROW_PX = 56;
const HEAD_PX = 40;
const MOST_ROWS_SHOWN = 8;

export type Column = {
  key: string;
  head: ReactNode;
  /** Classes of head and cells alike: width, alignment, from which screen width on it is shown. */
  className?: string;
  cell: (item: ItemView, index: number) => ReactNode;
};

/**
 * Items of a deletion, read page by page as they are scrolled to; only the rows in view are in the
 * document. `total` is how many there are in all, as far as the view tells.
 */
export function ItemTable(props: {
  id: string;
  filter: ItemsFilter;
  total: number;
  caption: string;
  columns: (loaded: readonly ItemView[]) => Column[];
}) {
  const t = useTranslations("deletions.items");
  const query = useInfiniteQuery(itemsQuery(props.id, props.filter));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = props.columns(items);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    scrollMargin: HEAD_PX,
  });
  const printing = usePrinting();
  const inView = virtualizer.getVirtualItems();
  const rows = printing ? items.map((_, index) => ({ index })) : inView;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const nearEnd = !printing && (inView.at(-1)?.index ?? 0) >= items.length - 20;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (query.isPending) return <p className="p-4 text-ink-muted text-sm">{t("loading")}</p>;
  if (query.isError && items.length === 0) {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 p-4 text-danger-ink text-sm">
        {t("error")}
        <Button size="sm" onClick={() => void query.refetch()}>
          {t("retry")}
        </Button>
      </div>
    );
  }
  if (items.length === 0) return <p className="p-4 text-ink-muted text-sm">{t("empty")}</p>;

  const before = printing ? 0 : (inView[0]?.start ?? HEAD_PX) - HEAD_PX;
  const after = printing ? 0 : virtualizer.getTotalSize() - ((inView.at(-1)?.end ?? HEAD_PX) - HEAD_PX);
  const total = Math.max(props.total, items.length);
  return (
    <div>
      <section
        ref={scroller}
        aria-label={props.caption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="overflow-auto"
        style={printing ? { overflow: "visible" } : { maxHeight: HEAD_PX + ROW_PX * MOST_ROWS_SHOWN }}
      >
        <table
          aria-rowcount={total + 1}
          className="w-full table-fixed border-separate border-spacing-0 text-sm"
        >
          <caption className="sr-only">{props.caption}</caption>
          <thead>
            <tr aria-rowindex={1} style={{ height: HEAD_PX }}>
              {columns.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  className={`sticky top-0 z-10 border-line border-b bg-surface px-3 text-left font-medium text-ink-muted text-xs ${column.className ?? ""}`}
                >
                  {column.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr aria-hidden style={{ height: before }} />}
            {rows.map(({ index }) => {
              const item = items[index];
              return (
                item && (
                  <tr
                    key={item.seq}
                    aria-rowindex={index + 2}
                    style={{ height: ROW_PX }}
                    className="hover:bg-hover"
                  >
                    {columns.map((column) => (
                      <td key={column.key} className={`border-line border-b px-3 ${column.className ?? ""}`}>
                        {column.cell(item, index)}
                      </td>
                    ))}
                  </tr>
                )
              );
            })}
            {after > 0 && <tr aria-hidden style={{ height: after }} />}
          </tbody>
        </table>
      </section>
      <p className="px-3 py-2 text-ink-muted text-xs tabular-nums">
        {isFetchingNextPage
          ? t("loading")
          : hasNextPage
            ? t(printing ? "printed" : "loaded", { loaded: items.length, total })
            : t("loadedAll", { total: items.length })}
      </p>
    </div>
  );
}
