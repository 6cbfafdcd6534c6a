"use client";

import { useTranslations } from "next-intl";
import type { ListActions } from "@/components/lists/list-actions";
import type { ImportUrl } from "@/components/lists/use-import-url";
import { announce } from "@/components/ui/announce";
import type { FilterOption } from "@/components/ui/filter-menu";
import { lazyOnPress } from "@/components/ui/lazy-part";
import { useLostFocus } from "@/components/ui/use-lost-focus";
import { EMPTY_FILTER } from "@/lib/catalog/filter.ts";
import { Failure } from "./failure";
import { isNothing, NOTHING } from "./selection";
import { type SelectionStore, useHeld } from "./selection-store";
import { type CreateDeletion, useReview } from "./use-review";
import type { View } from "./use-view";

/** Asked for as soon as a row has the focus, for it may be selected next. */
export const SelectionBar = lazyOnPress(() => import("./selection-bar"));
const ImportDialog = lazyOnPress(async () => ({
  default: (await import("@/components/lists/import-dialog")).ImportDialog,
}));

/** All below the table that follows the selection: the bar, a review that was not started, bringing a list. */
export function SelectionArea(props: {
  store: SelectionStore;
  view: View;
  /** All that the view's filter matches; null while it is being counted. */
  matching: number | null;
  categories: readonly FilterOption[];
  canDelete: boolean;
  /** Prices are entered, so that a cost can be estimated. */
  priced: boolean;
  createDeletion: CreateDeletion;
  lists: ListActions;
  importing: ImportUrl;
}) {
  const t = useTranslations("videos.selection");
  const { store, view, matching, canDelete } = props;
  const { selection, kept } = useHeld(store);
  useLostFocus();
  const { review, pending, failure } = useReview(props.createDeletion, props.lists.use, store);
  const selectAll = () => {
    store.write({ kind: "filter", filterText: view.filterText, excluded: new Map() });
    if (matching !== null) announce(t("allSelected", { count: matching }));
  };
  return (
    <>
      {failure && (
        <div ref={intoSight} className="max-sm:scroll-mb-56">
          <Failure error={failure} title={t("notStarted")} />
        </div>
      )}
      {isNothing(selection) && !kept && (
        <p
          role="status"
          className="rounded-lg border border-warn-line bg-warn-soft px-4 py-2 text-sm text-warn-ink max-sm:sticky max-sm:bottom-[calc(var(--tabbar-height)+0.5rem)] max-sm:z-sticky"
        >
          {t("notBroughtBack")}
        </p>
      )}
      {!isNothing(selection) && (
        <SelectionBar
          selection={selection}
          kept={kept}
          matching={matching}
          categories={props.categories}
          canDelete={canDelete}
          pending={pending}
          priced={props.priced}
          onlyList={view.filter.onList}
          onOnlyList={(onList) => view.patch({ ...EMPTY_FILTER, onList })}
          onSelectAll={selectAll}
          onClear={() => store.write(NOTHING)}
          onReview={(count) => void review(selection, count)}
        />
      )}
      {canDelete && props.importing.isOpen && (
        <ImportDialog
          url={props.importing}
          actions={props.lists}
          replaces={!isNothing(selection)}
          onUse={(listId, name) => store.write({ kind: "list", listId, name, excluded: new Map() })}
        />
      )}
    </>
  );
}

/** On a phone it would come below what is in sight, under the bar that was pressed. */
function intoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
