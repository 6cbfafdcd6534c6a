"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { DateTime } from "@/components/ui/format";
import { PageHeader } from "@/components/ui/page-header";
import EmptyLibrary from "@/components/videos/empty-library";
import { type RefreshCatalog, SyncLine, SyncNotice } from "@/components/videos/sync-line";
import { syncQuery } from "@/components/videos/video-queries";
import type { SyncStatus } from "@/lib/catalog/sync-status.ts";
import type { OverviewView } from "@/lib/engine/read-overview.ts";
import { BandChart, CategoryChart, ClassChart, MonthChart } from "./charts";
import { CostNote } from "./cost-note";
import { OpenDeletions } from "./open-deletions";
import { overviewQuery } from "./overview-queries";
import { OverviewSkeleton } from "./overview-skeleton";
import { StatCards } from "./stat-cards";

/** The worker counts every ten minutes; past this age nobody does. */
const STALE_MS = 3_600_000;

/** Where the bytes are, what of them can go, and what is going on. */
export function OverviewScreen(props: {
  initial: OverviewView;
  initialSync: SyncStatus;
  /** null for those who may only look. */
  refresh: RefreshCatalog | null;
  mayPrice: boolean;
}) {
  const t = useTranslations("overview");
  const { data: sync } = useQuery({ ...syncQuery(), initialData: props.initialSync });
  const { data, isError } = useQuery({ ...overviewQuery(sync), initialData: props.initial });
  const { figures } = data;
  return (
    <div className="mx-auto grid max-w-7xl gap-5">
      <PageHeader
        title={t("title")}
        description={
          figures
            ? t.rich(isStale(figures.countedAt) ? "asOfLong" : "asOf", {
                when: () => <DateTime value={figures.countedAt} />,
              })
            : t("notCounted")
        }
        actions={<SyncLine refresh={props.refresh} />}
      />
      <SyncNotice />
      {isError && (
        <Banner tone="warn" role="status" title={t("staleTitle")}>
          {t("staleText")}
        </Banner>
      )}
      {figures && sync.finished === null && figures.bars.all.count > 0 && (
        <Banner tone="accent" title={t("soFarTitle")}>
          {t("soFarText")}
        </Banner>
      )}
      <OpenDeletions deletions={data.openDeletions} more={data.moreOpen} />
      <Figures view={data} sync={sync} mayPrice={props.mayPrice} />
    </div>
  );
}

function Figures(props: { view: OverviewView; sync: SyncStatus; mayPrice: boolean }) {
  const { figures, reclaimed, underWay } = props.view;
  if (props.sync.empty) return <EmptyLibrary filtered={false} onClear={() => undefined} />;
  // A count from before the first videos were read says nothing about those that are there now.
  if (!figures || figures.bars.all.count + figures.bars.needs.gone.count === 0) return <OverviewSkeleton />;
  const { bars } = figures;
  return (
    <>
      <StatCards figures={figures} reclaimed={reclaimed} underWay={underWay} />
      <CostNote costs={figures.costs} mayPrice={props.mayPrice} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <CategoryChart bars={bars.categories} />
        <MonthChart bars={bars.months} />
        <ClassChart bars={bars.storageClasses} />
        <BandChart bars={bars.bands} />
      </div>
    </>
  );
}

function isStale(countedAt: string): boolean {
  return Date.now() - Date.parse(countedAt) > STALE_MS;
}
