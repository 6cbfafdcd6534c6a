"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { Failure } from "./failure";
import { asFailure } from "./read-json";
import { VideoDetails } from "./video-details";
import { detailQuery } from "./video-queries";

/** One video's source and streams, looked at live. */
export function VideoPanel(props: { id: string | null; onClose: () => void }) {
  const t = useTranslations("videos.panel");
  const { data, error, isFetching, refetch } = useQuery({
    ...detailQuery(props.id ?? ""),
    enabled: props.id !== null,
  });
  return (
    <SidePanel
      open={props.id !== null}
      onClose={props.onClose}
      title={<span className="line-clamp-2">{data?.video.title || props.id}</span>}
    >
      {data ? (
        <VideoDetails detail={data} onAgain={() => void refetch()} looking={isFetching} />
      ) : error ? (
        <Failure
          error={asFailure(error)}
          title={t("unreadable")}
          actions={<Button onClick={() => void refetch()}>{t("retry")}</Button>}
        />
      ) : (
        <div role="status" aria-label={t("loading")} className="grid gap-4">
          <Skeleton className="aspect-video w-full" />
          <Skeleton className="h-16 w-full" />
          {["w-40", "w-56", "w-48", "w-64", "w-32"].map((width) => (
            <Skeleton key={width} className={`h-4 ${width}`} />
          ))}
        </div>
      )}
    </SidePanel>
  );
}
