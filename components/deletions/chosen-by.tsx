"use client";

import { useTranslations } from "next-intl";
import type { DeletionView } from "@/lib/engine/views.ts";
import { useListWords } from "./use-list-words";

/** How the videos of a deletion were chosen: by a filter, as its text, by a list that was brought, or one by one. */
export function ChosenBy({ view: { filterText, list } }: { view: DeletionView }) {
  const t = useTranslations("deletions.review");
  const words = useListWords();
  if (filterText === null) return list === null ? t("listed") : words(list);
  if (list !== null) {
    const others = new URLSearchParams(filterText);
    others.delete("onList");
    const ofList = t("ofList", { list: words(list) });
    return others.size === 0 ? ofList : `${ofList} · ${t("filter", { filter: others.toString() })}`;
  }
  return filterText === "" ? t("filterAll") : t("filter", { filter: filterText });
}
