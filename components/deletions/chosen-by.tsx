"use client";

import { useTranslations } from "next-intl";
import type { DeletionView } from "@/lib/engine/views.ts";

/** How the videos of a deletion were chosen: by a filter, as its text, or one by one. */
export function ChosenBy({ view: { filterText } }: { view: DeletionView }) {
  const t = useTranslations("deletions.review");
  if (filterText === null) return t("listed");
  return filterText === "" ? t("filterAll") : t("filter", { filter: filterText });
}
