"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ListPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useKeys } from "@/components/keys/use-keys";
import type { ListActions } from "@/components/lists/list-actions";
import { useImportUrl } from "@/components/lists/use-import-url";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import type { FilterOption } from "@/components/ui/filter-menu";
import { PageHeader } from "@/components/ui/page-header";
import { EMPTY_FILTER, filterToText } from "@/lib/catalog/filter.ts";
import type { VideoRow } from "@/lib/catalog/views.ts";
import { shownColumns } from "./columns";
import { Failure } from "./failure";
import { FilterBar } from "./filter-bar";
import type { Preset } from "./presets-list";
import { PresetsMenu } from "./presets-menu";
import { asFailure } from "./read-json";
import { isNothing, isSelected, NOTHING, rowsBetween, type Selection, setRows, stretch } from "./selection";
import { useSelection } from "./selection-store";
import { type RefreshCatalog, SyncLine, SyncNotice } from "./sync-line";
import { type SaveLook, TableOptionsMenu } from "./table-options-menu";
import { TotalLine } from "./total-line";
import { useCopyId } from "./use-copy-id";
import { useDensity } from "./use-density";
import { useFreshList } from "./use-fresh-list";
import { type CreateDeletion, useReview } from "./use-review";
import { type TableLook, useView, type View } from "./use-view";
import { amountQuery, listQuery, type WithinParams } from "./video-queries";
import { type TableHandle, VideosTable } from "./videos-table";

// What nobody sees at first comes when it is needed; failures do not, because then nothing may come any more.
const loadSelectionBar = () => import("./selection-bar");
const SelectionBar = lazy(loadSelectionBar);
const ActiveFilters = lazy(() => import("./active-filters"));
const EmptyLibrary = lazy(() => import("./empty-library"));
const VideoPanel = lazy(async () => ({ default: (await import("./video-panel")).VideoPanel }));
const ImportDialog = lazy(async () => ({
  default: (await import("@/components/lists/import-dialog")).ImportDialog,
}));
const NO_ROWS: readonly VideoRow[] = [];
const NOT_ASKED: WithinParams = {};

/** The library: find, filter, select, look at one, and go on to a review. */
export function VideosScreen(props: {
  environmentId: string;
  categories: readonly FilterOption[];
  /** Operators and above; the server checks it again in every action. */
  canDelete: boolean;
  /** A list that the link names and that does not exist. */
  goneList: string | null;
  /** Prices are entered, so that the cost of a selection can be estimated. */
  priced: boolean;
  look: TableLook;
  saveLook: SaveLook;
  refresh: RefreshCatalog;
  createDeletion: CreateDeletion;
  lists: ListActions;
  /** The control of saved views, beside the title. */
  views: ReactNode;
}) {
  const t = useTranslations("videos");
  const [goneList, setGoneList] = useState(props.goneList);
  const view = useView(props.look, goneList);
  useDensity(view.density, props.look.density);
  const columns = useMemo(() => shownColumns(view.columns), [view.columns]);
  const { selection, kept, select } = useSelection(props.environmentId);
  const { review, pending, failure } = useReview(props.createDeletion, props.lists.use, select);
  const importing = useImportUrl();
  const searchField = useRef<HTMLInputElement>(null);
  const table = useRef<TableHandle>(null);
  const anchor = useRef<string | null>(null);
  /** A range that grows and shrinks by Shift with j and k: where it began, and where it has come to. */
  const stretched = useRef<{ from: string; to: string } | null>(null);
  const [activeId, setActiveId] = useState<string | null>(null);

  const list = useInfiniteQuery(
    listQuery({
      filterText: view.filterText,
      sort: view.sort,
      within: withinParams(selection, view),
    }),
  );
  const total = useQuery(amountQuery({ kind: "filter", filterText: view.filterText, excludedIds: [] }));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.videos) ?? NO_ROWS, [list.data]);
  const counted = total.isPlaceholderData ? null : (total.data ?? null);
  useFreshList(list.data?.pages.length ?? 0, rows.length < 100);

  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const onMore = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError]);

  // Through a ref, so that the rows' handlers stay the same and only rows that changed are drawn anew.
  const latest = useRef({ rows, selection });
  useEffect(() => {
    latest.current = { rows, selection };
  });
  const toggle = useCallback(
    (row: VideoRow, selected: boolean, range: boolean) => {
      const now = latest.current;
      const changed = range ? rowsBetween(now.rows, anchor.current, row.id) : [row];
      anchor.current = row.id;
      stretched.current = null;
      select(setRows(now.selection, changed, selected));
    },
    [select],
  );
  const copy = useCopyId();
  const handlers = useMemo(
    () => ({
      onToggle: toggle,
      onOpen: view.open,
      onFocus: (id: string) => {
        setActiveId(id);
        void loadSelectionBar();
      },
      onCopy: copy,
    }),
    [toggle, view.open, copy],
  );

  const activeIndex = rows.findIndex((row) => row.id === activeId);
  const move = (step: 1 | -1) => {
    const index = activeIndex < 0 ? 0 : activeIndex + step;
    const row = rows[index];
    if (!row) return;
    setActiveId(row.id);
    table.current?.show(index);
  };
  const toggleActive = (range: boolean) => {
    const row = rows[activeIndex];
    if (row) toggle(row, !isSelected(selection, row), range);
  };
  const extend = (step: 1 | -1) => {
    const now = rows[activeIndex];
    const next = rows[activeIndex + step];
    if (!now || !next) return;
    const from = stretched.current?.to === now.id ? stretched.current.from : now.id;
    stretched.current = { from, to: next.id };
    anchor.current = next.id;
    select(stretch(selection, rows, { from, was: now.id, to: next.id }));
    move(step);
  };
  useKeys({
    search: () => searchField.current?.focus(),
    down: () => move(1),
    up: () => move(-1),
    select: () => toggleActive(false),
    selectRange: () => toggleActive(true),
    extendDown: () => extend(1),
    extendUp: () => extend(-1),
    open: () => {
      const row = rows[activeIndex];
      if (row) view.open(row.id);
    },
    close: () => {
      if (view.openId === null) return false;
      view.open(null);
    },
  });

  const selectAll = () => {
    select({ kind: "filter", filterText: view.filterText, excluded: new Map() });
    if (counted) announce(t("selection.allSelected", { count: counted.count }));
  };

  // Pages of rows arrive in the middle of a scroll, and none of this changes with them.
  const { categories, saveLook } = props;
  const filterBar = useMemo(() => {
    // The view shows what was selected, so that nobody has to take it on trust.
    const selectPreset = ({ filter, excluded, bySize }: Preset) => {
      select({ kind: "filter", filterText: filterToText(filter), excluded });
      view.patch(filter);
      if (bySize) view.sortBy("size.desc");
    };
    return (
      <FilterBar
        filter={view.filter}
        categories={categories}
        onChange={view.patch}
        onSearch={view.search}
        searchField={searchField}
      >
        <PresetsMenu filter={view.filter} filtered={view.active > 0} onSelect={selectPreset} />
        <TableOptionsMenu view={view} save={saveLook} />
      </FilterBar>
    );
  }, [view, categories, saveLook, select]);

  return (
    <div
      className={cx(
        "flex h-[calc(100dvh-var(--shell-height)-2.75rem)] min-h-[34rem] flex-col gap-3",
        // On a phone the page scrolls: notices and the selection bar need more than the table can give away.
        "max-sm:h-auto max-sm:min-h-[calc(100dvh-var(--shell-height)-2.75rem)]",
        // Beside the panel, not under it: the selection bar stays within reach.
        view.openId !== null && "lg:mr-[27rem]",
      )}
    >
      <PageHeader
        title={t("title")}
        badge={props.views}
        description={
          <span data-figure role="status">
            <TotalLine amount={counted} failed={total.error !== null} filterText={view.filterText} />
          </span>
        }
        actions={
          <>
            <SyncLine refresh={props.canDelete ? props.refresh : null} />
            {props.canDelete && (
              <Button onClick={importing.open}>
                <ListPlus aria-hidden />
                {t("bringList")}
              </Button>
            )}
          </>
        }
      />
      <SyncNotice />
      {filterBar}
      <Suspense fallback={null}>
        {view.active + view.dropped.length > 0 && (
          <ActiveFilters
            filter={view.filter}
            dropped={view.dropped}
            categories={props.categories}
            onChange={view.patch}
            onClear={view.clear}
            onGone={setGoneList}
          />
        )}
      </Suspense>
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
        viewKey={`${view.filterText} ${view.sort}`}
        columns={columns}
        rows={rows}
        total={counted?.count ?? null}
        loading={list.isPending || isFetchingNextPage}
        hasMore={list.hasNextPage}
        onMore={onMore}
        sort={view.sort}
        onSort={view.sortBy}
        selection={selection}
        onToggleAll={(selected) => select(setRows(selection, rows, selected))}
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
      {failure && <Failure error={failure} title={t("selection.notStarted")} />}
      <Suspense fallback={null}>
        {!isNothing(selection) && (
          <SelectionBar
            selection={selection}
            kept={kept}
            matching={counted?.count ?? null}
            categories={props.categories}
            canDelete={props.canDelete}
            pending={pending}
            priced={props.priced}
            onlyList={view.filter.onList}
            onOnlyList={(onList) => view.patch({ ...EMPTY_FILTER, onList })}
            onSelectAll={selectAll}
            onClear={() => select(NOTHING)}
            onReview={(count) => void review(selection, count)}
          />
        )}
      </Suspense>
      <Suspense fallback={null}>
        {view.openId !== null && <VideoPanel id={view.openId} onClose={() => view.open(null)} />}
        {props.canDelete && importing.isOpen && (
          <ImportDialog
            url={importing}
            actions={props.lists}
            replaces={!isNothing(selection)}
            onUse={(listId, name) => select({ kind: "list", listId, name, excluded: new Map() })}
          />
        )}
      </Suspense>
    </div>
  );
}

/** Rows say themselves whether they are selected, but for a filter or a list that is not what is looked at. */
function withinParams(
  selection: Selection,
  { filterText, filter: { onList: onlyList } }: View,
): WithinParams {
  if (selection.kind === "list") {
    return onlyList === selection.listId ? NOT_ASKED : { withinList: selection.listId };
  }
  const foreign = selection.kind === "filter" && selection.filterText !== filterText;
  return foreign ? { within: selection.filterText } : NOT_ASKED;
}
