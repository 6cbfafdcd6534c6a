"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Suspense, useCallback, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { fetchAhead, lazyPart } from "@/components/ui/lazy-part";
import { shownColumns } from "./columns";
import { Failure } from "./failure";
import { asFailure } from "./read-json";
import { SelectionBar } from "./selection-area";
import { type SelectionStore, useSelected } from "./selection-store";
import type { TableHandle } from "./table-rows";
import { useCopyId } from "./use-copy-id";
import { useFreshList } from "./use-fresh-list";
import { useRowSelection } from "./use-row-selection";
import { useTableKeys } from "./use-table-keys";
import type { View } from "./use-view";
import { listQuery, withinParams } from "./video-queries";
import { NO_ROWS, VideosTable } from "./videos-table";

const EmptyLibrary = lazyPart(() => import("./empty-library"));

/**
 * The rows of a view, as many as were asked for, and the keys that work on them. Pages of rows arrive in the
 * middle of a scroll: they draw this anew, and nothing of the screen around it.
 */
export function VideoList(props: {
  view: View;
  /** All rows that match, loaded or not; null while they are being counted. */
  total: number | null;
  selection: SelectionStore;
}) {
  const t = useTranslations("videos");
  const { view, selection } = props;
  const columns = useMemo(() => shownColumns(view.columns), [view.columns]);
  const table = useRef<TableHandle>(null);
  const [activeId, setActiveId] = useState<string | null>(null);

  const { filterText, filter } = view;
  // As a text: most changes of the selection leave it as it is, and draw nothing here.
  const within = useSelected(selection, (held) => JSON.stringify(withinParams(held, { filterText, filter })));
  const byIds = useSelected(selection, (held) => held.kind === "ids");
  const list = useInfiniteQuery({
    ...listQuery({ filterText, sort: view.sort, within: JSON.parse(within) }),
    // Drawn once when they are there, instead of a skeleton first: a slow machine feels that. Whether a filter or a
    // list selects them is known of the new ones only.
    ...(byIds && { placeholderData: keepPreviousData }),
  });
  const outdated = list.isPlaceholderData;
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.videos) ?? NO_ROWS, [list.data]);
  useFreshList(list.data?.pages.length ?? 0, rows.length < 100);

  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const onMore = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError]);

  // What another filter has found is not to be acted on.
  const usable = outdated ? NO_ROWS : rows;
  const selecting = useRowSelection(usable, selection);
  const copy = useCopyId();
  const handlers = useMemo(
    () => ({
      onToggle: selecting.toggle,
      onOpen: view.open,
      onFocus: (id: string) => {
        setActiveId(id);
        void fetchAhead(SelectionBar);
      },
      onCopy: copy,
    }),
    [selecting, view.open, copy],
  );
  useTableKeys({ rows: usable, store: selection, selecting, activeId, setActiveId, table, view });

  return (
    <>
      {list.error && rows.length > 0 && (
        <Failure
          error={asFailure(list.error)}
          title={t("moreUnreadable")}
          actions={
            <Button onClick={() => void (isFetchNextPageError ? fetchNextPage() : list.refetch())}>
              {t("retry")}
            </Button>
          }
        />
      )}
      <VideosTable
        handle={table}
        viewKey={`${filterText} ${view.sort}`}
        columns={columns}
        rows={rows}
        total={props.total}
        outdated={outdated}
        loading={list.isPending || isFetchingNextPage || outdated}
        hasMore={list.hasNextPage && !outdated}
        onMore={onMore}
        sort={view.sort}
        onSort={view.sortBy}
        selection={selection}
        handlers={handlers}
        activeId={activeId}
        openId={view.openId}
        empty={
          list.error ? (
            <Failure
              error={asFailure(list.error)}
              title={t("unreadable")}
              className="m-4"
              actions={<Button onClick={() => void list.refetch()}>{t("retry")}</Button>}
            />
          ) : (
            <Suspense fallback={null}>
              <EmptyLibrary
                filtered={view.active > 0}
                onlyList={view.active === 1 && view.filter.onList !== null}
                onClear={view.clear}
              />
            </Suspense>
          )
        }
      />
    </>
  );
}
