"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ListPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useKeys } from "@/components/keys/use-keys";
import type { ListActions } from "@/components/lists/list-actions";
import { useImportUrl } from "@/components/lists/use-import-url";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import type { FilterOption } from "@/components/ui/filter-menu";
import { lazyPart } from "@/components/ui/lazy-part";
import { PageHeader } from "@/components/ui/page-header";
import { filterToText } from "@/lib/catalog/filter.ts";
import { FilterBar } from "./filter-bar";
import type { Preset } from "./presets-list";
import { PresetsMenu } from "./presets-menu";
import { SelectionArea } from "./selection-area";
import { selectionStore } from "./selection-store";
import { type RefreshCatalog, SyncLine, SyncNotice } from "./sync-line";
import { type SaveLook, TableOptionsMenu } from "./table-options-menu";
import { TotalLine } from "./total-line";
import { useDensity } from "./use-density";
import type { CreateDeletion } from "./use-review";
import { type TableLook, useView } from "./use-view";
import { VideoList } from "./video-list";
import { amountQuery, listQuery, withinParams } from "./video-queries";

// What nobody sees at first comes when it is needed; failures do not, because then nothing may come any more.
const ActiveFilters = lazyPart(() => import("./active-filters"));
const VideoPanel = lazyPart(async () => ({ default: (await import("./video-panel")).VideoPanel }));

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
  const store = selectionStore(props.environmentId);
  const importing = useImportUrl();
  const searchField = useRef<HTMLInputElement>(null);
  useKeys({ search: () => searchField.current?.focus() });
  const total = useQuery(amountQuery({ kind: "filter", filterText: view.filterText, excludedIds: [] }));
  const counted = total.isPlaceholderData ? null : (total.data ?? null);

  const client = useQueryClient();
  const drawing = useRef(0);
  useEffect(() => () => cancelAnimationFrame(drawing.current), []);
  const { filter, sort, search } = view;
  const onSearch = useCallback(
    (q: string | null) => {
      // Asked for before the screen is drawn anew for it, which a slow machine feels; the table then joins in.
      const next = { ...filter, q };
      const filterText = filterToText(next);
      const within = withinParams(store.read().selection, { filterText, filter: next });
      void client.prefetchInfiniteQuery(listQuery({ filterText, sort, within }));
      // The letter first: what follows it can take a slow machine longer than the next one takes to be typed.
      cancelAnimationFrame(drawing.current);
      drawing.current = requestAnimationFrame(() => setTimeout(() => search(q)));
    },
    [client, store, filter, sort, search],
  );

  // Counts and panels change often, and none of this with them.
  const { categories, saveLook } = props;
  const filterBar = useMemo(() => {
    // The view shows what was selected, so that nobody has to take it on trust.
    const selectPreset = ({ filter, excluded, bySize }: Preset) => {
      store.write({ kind: "filter", filterText: filterToText(filter), excluded });
      view.patch(filter, bySize ? "size.desc" : undefined);
    };
    return (
      <FilterBar
        filter={view.filter}
        categories={categories}
        onChange={view.patch}
        onSearch={onSearch}
        searchField={searchField}
      >
        <PresetsMenu filter={view.filter} filtered={view.active > 0} onSelect={selectPreset} />
        <TableOptionsMenu view={view} save={saveLook} />
      </FilterBar>
    );
  }, [view, categories, saveLook, store, onSearch]);

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
      <VideoList view={view} total={counted?.count ?? null} selection={store} />
      <SelectionArea
        store={store}
        view={view}
        matching={counted?.count ?? null}
        categories={props.categories}
        canDelete={props.canDelete}
        priced={props.priced}
        createDeletion={props.createDeletion}
        lists={props.lists}
        importing={importing}
      />
      <Suspense fallback={null}>
        {view.openId !== null && <VideoPanel id={view.openId} onClose={() => view.open(null)} />}
      </Suspense>
    </div>
  );
}
