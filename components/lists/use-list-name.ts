"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { asFailure } from "@/components/videos/read-json";
import { listNameQuery } from "./list-queries";

/** What the list is called that a filter names, in words; `gone` when this environment has no such list. */
export function useListName(id: string | null): { name: string; gone: boolean } {
  const t = useTranslations("lists");
  const { data, error } = useQuery({ ...listNameQuery(id ?? ""), enabled: id !== null });
  const gone = error !== null && asFailure(error).code === "not-found";
  return { name: data ? (data.name ?? t("pasted")) : error ? (id ?? "") : "…", gone };
}
