"use client";

import { useTranslations } from "next-intl";
import type { FilterOption } from "@/components/ui/filter-menu";
import { useFilterWords } from "@/components/videos/filter-words";
import { parseFilterText, type VideoFilter } from "@/lib/catalog/filter.ts";
import type { DeletionView } from "@/lib/engine/views.ts";
import { useListWords } from "./use-list-words";

/**
 * How the videos of a deletion were chosen, in the words they were chosen by: a filter, a list that was brought, or
 * one by one; and how many were left out.
 */
export function ChosenBy(props: { view: DeletionView; categories: readonly FilterOption[] }) {
  const { filterText, list, excludedCount } = props.view;
  const t = useTranslations("deletions.review");
  const listWords = useListWords();
  const words = useFilterWords(props.categories);
  const named = list && listWords(list);
  const chosen = () => {
    if (filterText === null) return named ?? t("listed");
    const filter = readable(filterText);
    // A part that has no words here is never left out: then it is shown as it was stored.
    if (!filter || (filter.onList !== null && named === null)) return t("filter", { filter: filterText });
    const parts = words.active({ ...filter, onList: null }, "");
    const text = parts.map(({ label, value }) => `${label}: ${value}`).join(" · ");
    if (named !== null) {
      const ofList = t("ofList", { list: named });
      return text === "" ? ofList : `${ofList} · ${t("filter", { filter: text })}`;
    }
    return text === "" ? t("filterAll") : t("filter", { filter: text });
  };
  return (
    <>
      {chosen()}
      {excludedCount !== null && excludedCount > 0 && ` · ${t("leftOut", { count: excludedCount })}`}
    </>
  );
}

/** null where another version wrote it. */
function readable(filterText: string): VideoFilter | null {
  try {
    return parseFilterText(filterText);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
