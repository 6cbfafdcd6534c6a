"use client";

import { type InfiniteData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { VideoPage, VideoRow } from "@/lib/catalog/views.ts";
import { Failure } from "./failure";
import { asFailure } from "./read-json";
import { VideoDetails } from "./video-details";
import { detailQuery, LISTS_KEY } from "./video-queries";

/** One video's source and streams, looked at live. */
export function VideoPanel(props: { id: string | null; onClose: () => void }) {
  const t = useTranslations("videos.panel");
  const { data, error, isFetching, refetch } = useQuery({
    ...detailQuery(props.id ?? ""),
    enabled: props.id !== null,
  });
  const client = useQueryClient();
  const seen = data?.video;
  useEffect(() => {
    if (!seen) return;
    client.setQueriesData<InfiniteData<VideoPage>>({ queryKey: LISTS_KEY }, (list) =>
      list ? withSeen(list, seen) : list,
    );
  }, [client, seen]);
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

/** The live look knows more than the row in the table; the row learns it, and stays where it is. */
function withSeen(list: InfiniteData<VideoPage>, seen: VideoRow): InfiniteData<VideoPage> {
  const pages = list.pages.map((page) =>
    page.videos.some((row) => row.id === seen.id)
      ? {
          ...page,
          videos: page.videos.map((row) => (row.id === seen.id ? { ...seen, within: row.within } : row)),
        }
      : page,
  );
  return { ...list, pages };
}
