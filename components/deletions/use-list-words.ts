"use client";

import { useTranslations } from "next-intl";
import type { DeletionView } from "@/lib/engine/views.ts";

/** A list that was brought, in words: its file's name, or that it was pasted. */
export function useListWords() {
  const t = useTranslations("deletions.header");
  return (list: NonNullable<DeletionView["list"]>): string =>
    list.name === null ? t("pastedList") : t("list", { name: list.name });
}
