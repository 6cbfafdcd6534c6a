"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SyncFailure, SyncStatus } from "@/lib/catalog/sync-status.ts";
import { isStale } from "./sync-line";

/**
 * Why the library could not be read, until a later sync succeeds; that what is shown is out of date; and why
 * the sources could not be looked at. `status` is null where even that could not be read.
 */
export function SyncNotices({ status }: { status: SyncStatus | null }) {
  const t = useTranslations("videos.sync");
  if (!status) return <p className="text-sm text-warn-ink">{t("unreadable")}</p>;
  const { failed, finished, running } = status;
  // A failure says that as well.
  const isOld = !failed && isStale(status);
  const sources = status.sources !== "off" ? (status.sources?.failed ?? null) : null;
  return (
    <>
      {failed && (
        <FailureBanner failure={failed} title="failed">
          {t("failedMeaning")}
        </FailureBanner>
      )}
      {finished && isOld && (
        <Banner
          tone="warn"
          role="status"
          title={t.rich("stale", { when: () => <RelativeTime value={finished.finishedAt} /> })}
        >
          {t("staleMeaning")} {!running && t("staleRemedy")}
        </Banner>
      )}
      {sources && (
        <FailureBanner failure={sources} title="sourcesFailed">
          {t("sourcesFailedMeaning")}
        </FailureBanner>
      )}
    </>
  );
}

function FailureBanner(props: { failure: SyncFailure; title: "failed" | "sourcesFailed"; children: string }) {
  const t = useTranslations("videos.sync");
  const { code, message, at } = props.failure;
  return (
    <Banner
      tone="warn"
      role="status"
      title={t.rich(props.title, { when: () => <RelativeTime value={at} /> })}
    >
      <span className="break-words">{t("failedWhy", { code, message })}</span> {props.children}
    </Banner>
  );
}
