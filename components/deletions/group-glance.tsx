"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { DecidableGroup } from "@/lib/deletion/types.ts";
import type { GroupGlanceView } from "@/lib/engine/read-group-glance.ts";
import type { DeletionView } from "@/lib/engine/views.ts";
import { glanceQuery } from "./deletion-queries";
import { GlanceItems } from "./glance-items";
import { ShareList } from "./share-list";

/** What a group is made of, in pictures and shares; read when somebody opens it. */
export function GroupGlance(props: { view: DeletionView; group: DecidableGroup }) {
  const t = useTranslations("deletions.glance");
  const { view, group } = props;
  const { data, isError, refetch } = useQuery(glanceQuery(view.id, group, view.forecastAt));
  if (isError && !data) {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 p-4 text-danger-ink text-sm">
        {t("error")}
        <Button size="sm" onClick={() => void refetch()}>
          {t("retry")}
        </Button>
      </div>
    );
  }
  if (!data) {
    return (
      <div className="grid gap-4 p-4 sm:p-5 md:grid-cols-2" aria-busy>
        <span className="sr-only">{t("loading")}</span>
        <Skeleton className="h-36" />
        <Skeleton className="h-36" />
        <Skeleton className="h-40 md:col-span-2" />
      </div>
    );
  }
  return <Glance glance={data} />;
}

function Glance({ glance }: { glance: GroupGlanceView }) {
  const t = useTranslations("deletions.glance");
  const { otherCategories } = glance;
  const categories = glance.categories.map((category) => ({
    ...category,
    key: category.name ?? "",
    label: category.name ?? t("noCategory"),
  }));
  if (otherCategories) {
    categories.push({
      ...otherCategories,
      name: null,
      key: "other categories",
      label: t("otherCategories", { count: otherCategories.categories }),
    });
  }
  return (
    <div className="grid gap-x-8 gap-y-5 p-4 sm:p-5 md:grid-cols-2">
      <GlanceItems title={t("largest")} items={glance.largest} />
      <GlanceItems title={t("newest")} items={glance.newest} />
      <div className="min-w-0 md:col-span-2">
        <GlanceItems
          title={t("sample")}
          note={t("sampleNote", { count: glance.sample.length })}
          items={glance.sample}
          tiles
        />
      </div>
      <ShareList title={t("categories")} whole={glance.total} parts={categories} />
      <ShareList
        title={t("years")}
        whole={glance.total}
        parts={glance.years.map((year) => ({
          ...year,
          key: String(year.year),
          label: year.year === null ? t("yearUnknown") : String(year.year),
        }))}
      />
    </div>
  );
}
