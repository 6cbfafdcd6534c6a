"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyableId } from "@/components/ui/copyable-id";
import { Bytes, DateTime, Duration, Unknown } from "@/components/ui/format";
import { KeyValues } from "@/components/ui/key-values";
import type { VideoDetail } from "@/lib/catalog/views.ts";
import { ForecastNote } from "./forecast-note";
import { StreamList } from "./stream-list";
import { VideoPicture } from "./video-picture";
import { ModeWord, SourceWord, StatusWord, StorageWord } from "./video-states";
import { useVideoWords } from "./video-words";

/** What there is of one video: what deleting its source would do, the source, the streams, the rest. */
export function VideoDetails(props: { detail: VideoDetail; looking: boolean; onAgain: () => void }) {
  const t = useTranslations("videos.panel");
  const words = useVideoWords();
  const { detail } = props;
  const { video, live } = detail;
  const source = live.kind === "looked" ? live.source : null;
  return (
    <div className="grid gap-6">
      <VideoPicture src={video.coverUrl} kind={video.kind} className="w-full" />
      {live.kind === "looked" ? (
        <ForecastNote forecast={live.forecast} note={live.note} streams={live.streams} />
      ) : (
        <Banner
          tone="warn"
          title={t("unreachable", { code: live.code })}
          actions={
            <Button size="sm" pending={props.looking} onClick={props.onAgain}>
              {t("retry")}
            </Button>
          }
        >
          {t("fromCatalog")}
          {live.requestId && (
            <p className="mt-1 break-all font-mono text-xs">{t("requestId", { id: live.requestId })}</p>
          )}
        </Banner>
      )}
      <Section title={t("source")}>
        <KeyValues
          rows={[
            {
              key: "state",
              label: t("state"),
              value: <SourceWord state={video.mezzanine} text={words.word("mezzanine", video.mezzanine)} />,
            },
            {
              key: "size",
              label: t("size"),
              value: <Bytes value={source?.sizeBytes || video.sizeBytes} />,
            },
            { key: "storage", label: t("storage"), value: <StorageWord storageClass={video.storageClass} /> },
            { key: "mode", label: t("mode"), value: <ModeWord mode={video.transcodeMode} /> },
            {
              key: "checked",
              label: t("checked"),
              value: <DateTime value={detail.mezzanineCheckedAt} />,
            },
          ]}
        />
      </Section>
      {live.kind === "looked" && live.found === "present" && (
        <Section title={t("streams", { count: live.streams.length })}>
          <StreamList streams={live.streams} />
        </Section>
      )}
      <Section title={t("details")}>
        <KeyValues
          rows={[
            { key: "id", label: t("id"), value: <CopyableId id={video.id} copyLabel={t("copyId")} /> },
            { key: "kind", label: t("kind"), value: words.word("kind", video.kind) },
            {
              key: "status",
              label: t("status"),
              value: <StatusWord status={video.status} text={words.word("status", video.status)} />,
            },
            { key: "category", label: t("category"), value: video.cateName ?? <Unknown /> },
            { key: "duration", label: t("duration"), value: <Duration value={video.durationSeconds} /> },
            { key: "created", label: t("created"), value: <DateTime value={video.createdAt} /> },
            {
              key: "modified",
              label: t("modified"),
              value: detail.modifiedAt && <DateTime value={detail.modifiedAt} />,
            },
            { key: "tags", label: t("tags"), value: detail.tags },
            { key: "description", label: t("description"), value: detail.description },
            { key: "restore", label: t("restore"), value: detail.restoreStatus },
            { key: "app", label: t("app"), value: detail.appId },
            {
              key: "location",
              label: t("location"),
              value: detail.storageLocation && (
                <span className="break-all font-mono text-xs">{detail.storageLocation}</span>
              ),
            },
            { key: "observed", label: t("observed"), value: <DateTime value={detail.observedAt} /> },
          ]}
        />
      </Section>
    </div>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2.5 text-ink text-sm">{props.title}</h3>
      {props.children}
    </section>
  );
}
