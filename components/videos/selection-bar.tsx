"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useListName } from "@/components/lists/use-list-name";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import type { FilterOption } from "@/components/ui/filter-menu";
import { useFormats } from "@/components/ui/format";
import { Skeleton } from "@/components/ui/skeleton";
import { parseFilterText } from "@/lib/catalog/filter.ts";
import { useFilterWords } from "./filter-words";
import type { Selection } from "./selection";
import { SelectionCost } from "./selection-cost";
import { SelectionExport } from "./selection-export";
import { useSelectedAmount } from "./use-selected-amount";

/**
 * What is selected: always how many and how many bytes. Selecting all that match is a second, explicit step;
 * the main action leads to a review, where nothing has happened yet.
 */
export default function SelectionBar(props: {
  selection: Selection;
  /** The selection is too large for the browser to bring it back after a reload. */
  kept: boolean;
  /** All that the view's filter matches; null while it is being counted. */
  matching: number | null;
  categories: readonly FilterOption[];
  canDelete: boolean;
  pending: boolean;
  /** Prices are entered, so that a cost can be estimated. */
  priced: boolean;
  /** The list whose videos alone are shown; null for the whole library. */
  onlyList: string | null;
  onOnlyList: (listId: string | null) => void;
  onSelectAll: () => void;
  onClear: () => void;
  onReview: (count: number) => void;
}) {
  const t = useTranslations("videos.selection");
  const { bytes } = useFormats();
  const { selection, matching } = props;
  const { amount, error } = useSelectedAmount(selection);
  const ready = amount !== null && !amount.stale && amount.count > 0;
  return (
    <section
      aria-label={t("label")}
      data-action-bar
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-accent-line bg-accent-soft px-4 py-2 text-sm max-sm:sticky max-sm:bottom-[calc(var(--tabbar-height)+0.5rem)] max-sm:z-sticky max-sm:shadow-popup"
    >
      <div className="min-w-0 flex-1 basis-56">
        <p
          role="status"
          data-figure
          className={cx("flex flex-wrap items-center gap-x-2", amount?.stale && "opacity-60")}
        >
          {amount ? (
            <>
              <strong className="font-semibold text-ink">{t("count", { count: amount.count })}</strong>
              {amount.count > 0 && amount.unsized === amount.count ? (
                <span className="text-ink-muted">{t("allUnsized")}</span>
              ) : (
                <span className="text-ink-muted">{t("bytes", { size: bytes(amount.bytes) })}</span>
              )}
              {amount.unsized > 0 && amount.unsized < amount.count && (
                <span className="text-ink-muted">{t("unsized", { count: amount.unsized })}</span>
              )}
              {props.priced && <SelectionCost selection={selection} />}
            </>
          ) : error ? (
            <span className="text-warn-ink">{t("uncounted")}</span>
          ) : (
            <Skeleton className="my-1 h-3 w-40" />
          )}
        </p>
        <Source selection={selection} categories={props.categories} />
        {amount !== null && amount.unknown > 0 && (
          <p className="text-ink-muted text-xs">{t("notInLibrary", { count: amount.unknown })}</p>
        )}
        {!props.canDelete && <p className="text-ink-muted text-xs">{t("viewerOnly")}</p>}
        {!props.kept && <p className="text-ink-muted text-xs">{t("notKept")}</p>}
      </div>
      <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
        {selection.kind === "ids" && matching !== null && matching > 0 && (
          <Button size="sm" variant="ghost" onClick={props.onSelectAll}>
            {t("selectAll", { count: matching })}
          </Button>
        )}
        {selection.kind === "list" && (
          <Button
            size="sm"
            onClick={() => props.onOnlyList(props.onlyList === selection.listId ? null : selection.listId)}
          >
            {t(props.onlyList === selection.listId ? "wholeLibrary" : "onlyList")}
          </Button>
        )}
        <SelectionExport selection={selection} disabled={!ready} />
        <Button size="sm" onClick={props.onClear}>
          {t("clear")}
        </Button>
        {props.canDelete && (
          <Button
            variant="primary"
            size="sm"
            className="max-sm:grow"
            disabled={!ready}
            pending={props.pending}
            onClick={() => amount && props.onReview(amount.count)}
          >
            {amount && ready ? t("review", { count: amount.count }) : t("reviewPlain")}
          </Button>
        )}
      </div>
    </section>
  );
}

/** For a selection by filter or list: which one, and how many are left out. */
function Source(props: { selection: Selection; categories: readonly FilterOption[] }) {
  const t = useTranslations("videos.selection");
  const { selection } = props;
  if (selection.kind === "ids") return null;
  const source = () => {
    if (selection.kind === "list") {
      return selection.name === null ? t("pastedList") : t("list", { name: selection.name });
    }
    if (selection.filterText === "") return t("allOfLibrary");
    return <AllMatching filterText={selection.filterText} categories={props.categories} />;
  };
  return (
    <p className="break-words text-ink-muted text-xs">
      {source()}
      {selection.excluded.size > 0 && ` ${t("excluded", { count: selection.excluded.size })}`}
    </p>
  );
}

function AllMatching(props: { filterText: string; categories: readonly FilterOption[] }) {
  const t = useTranslations("videos.selection");
  const words = useFilterWords(props.categories);
  const filter = useMemo(() => parseFilterText(props.filterText), [props.filterText]);
  const list = useListName(filter.onList);
  const parts = words.active(filter, list.name);
  return t("allMatching", { filter: parts.map((part) => `${part.label}: ${part.value}`).join(" · ") });
}
