"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SyncStatus } from "@/lib/catalog/sync-status.ts";

/** The reason VOD gave, what it means for what is shown, and what to do. */
export default function FailedSync(props: { failed: NonNullable<SyncStatus["failed"]> }) {
  const t = useTranslations("videos.sync");
  const { code, message, at } = props.failed;
  return (
    <Banner tone="warn" role="status" title={t.rich("failed", { when: () => <RelativeTime value={at} /> })}>
      <span className="break-words">{t("failedWhy", { code, message })}</span> {t("failedMeaning")}
    </Banner>
  );
}
