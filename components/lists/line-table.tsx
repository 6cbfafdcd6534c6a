"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { TABLE, Th } from "@/components/ui/table";
import { Failure } from "@/components/videos/failure";
import { asFailure } from "@/components/videos/read-json";
import { useRowWindow } from "@/components/videos/use-row-window";
import type { LineView, ListView } from "@/lib/catalog/lists/views.ts";
import type { LineStatus } from "@/lib/lists/line-status.ts";
import { LineRow } from "./line-row";
import type { ListActions } from "./list-actions";
import { linesQuery } from "./list-queries";

const HEADER_PX = 36;
/** Further lines are asked for when this few are left below. */
const AHEAD = 60;
const NO_LINES: readonly LineView[] = [];

/** The lines of a list, of which only those in sight are in the document. */
export function LineTable(props: {
  list: ListView;
  statuses: readonly LineStatus[];
  /** null once the list has become a selection: nothing in it changes any more. */
  choose: ListActions["choose"] | null;
}) {
  const t = useTranslations("lists");
  const { list, statuses } = props;
  const scroller = useRef<HTMLElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const query = useInfiniteQuery(linesQuery(list.id, statuses));
  const lines = query.data?.pages.flatMap((page) => page.lines) ?? NO_LINES;
  const { window, rowHeight } = useRowWindow(scroller, probe, {
    count: lines.length,
    headerHeight: HEADER_PX,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    const near = window.to >= lines.length - AHEAD;
    if (near && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [window.to, lines.length, hasNextPage, isFetching, isError, fetchNextPage]);

  if (isError && lines.length === 0) {
    return (
      <Failure
        error={asFailure(query.error)}
        title={t("unreadable")}
        actions={<Button onClick={() => void query.refetch()}>{t("retry")}</Button>}
      />
    );
  }
  const drawn = lines.slice(window.from, window.to);
  const counted =
    statuses.length === 0 ? list.lines : statuses.reduce((sum, one) => sum + list.counts[one], 0);
  return (
    <section
      ref={scroller}
      aria-label={t("lines")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
      tabIndex={0}
      // Where it is narrow, the status stands under the entry.
      className="relative max-sm:[--row-height:3.75rem] h-[min(24rem,45dvh)] overflow-auto rounded-lg border border-line bg-surface"
    >
      <span ref={probe} aria-hidden className="pointer-events-none absolute h-row w-0" />
      <table
        aria-label={t("lines")}
        aria-rowcount={counted + 1}
        aria-busy={query.isPending}
        className={`${TABLE.table} min-w-[40rem] table-fixed max-sm:min-w-[33rem]`}
      >
        <colgroup>
          <col className="w-16 max-sm:w-12" />
          <col className="w-[17.5rem] max-sm:w-[16.5rem]" />
          <col className="w-36 max-sm:hidden" />
          <col />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <Th number>{t("line")}</Th>
            <Th>{t("id")}</Th>
            <Th className="max-sm:hidden">{t("status")}</Th>
            <Th>{t("meaning")}</Th>
          </tr>
        </thead>
        <tbody>
          {window.from > 0 && (
            <tr aria-hidden>
              <td colSpan={4} style={{ height: window.from * rowHeight, padding: 0 }} />
            </tr>
          )}
          {drawn.map((line, i) => (
            <LineRow
              key={line.no}
              listId={list.id}
              line={line}
              rowIndex={window.from + i + 2}
              choose={props.choose}
            />
          ))}
          {window.to < lines.length && (
            <tr aria-hidden>
              <td colSpan={4} style={{ height: (lines.length - window.to) * rowHeight, padding: 0 }} />
            </tr>
          )}
        </tbody>
      </table>
      {query.isPending && (
        <div className="grid gap-3 p-4">
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} className="h-4 w-full" />
          ))}
        </div>
      )}
      {!query.isPending && lines.length === 0 && (
        <p className="p-6 text-center text-ink-muted">{t("noLines")}</p>
      )}
      {isError && lines.length > 0 && (
        <p className="flex items-center justify-center gap-3 p-3 text-sm text-warn-ink">
          {t("moreUnreadable")}
          <Button size="sm" onClick={() => void fetchNextPage()}>
            {t("retry")}
          </Button>
        </p>
      )}
    </section>
  );
}
