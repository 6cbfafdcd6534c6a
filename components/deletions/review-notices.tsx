"use client";

import { Archive, Layers, Shield } from "lucide-react";
import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { DeletionView } from "@/lib/engine/views.ts";

/** What a person should know before deciding: a check that was refused, an old forecast, new protection rules, another count than selected, other deletions. */
export function ReviewNotices(props: {
  view: DeletionView;
  onRecheck: (() => void) | null;
  pending: boolean;
}) {
  const t = useTranslations("deletions.review");
  const { itemCount: frozen, selectedCount: selected, overlap, forecastTooOld, obstacle } = props.view;
  const { newProtections } = props.view;
  const counts = { frozen, selected, diff: Math.abs(frozen - selected) };
  return (
    <>
      {obstacle && (
        <Banner
          tone="warn"
          title={t("recheckRefused")}
          actions={
            props.onRecheck && (
              <Button size="sm" onClick={props.onRecheck} pending={props.pending}>
                {t("checkAgain")}
              </Button>
            )
          }
        >
          <p className="break-words">{t("recheckRefusedCause", obstacle)}</p>
          <p>{t("recheckRefusedText")}</p>
          <p className="font-medium">{t("recheckRefusedTodo")}</p>
        </Banner>
      )}
      {forecastTooOld && (
        <Banner
          tone="warn"
          title={t("forecastTooOld")}
          actions={
            props.onRecheck && (
              <Button size="sm" onClick={props.onRecheck} pending={props.pending}>
                {t("checkAgain")}
              </Button>
            )
          }
        >
          {t("forecastTooOldText")}
        </Banner>
      )}
      {newProtections > 0 && (
        <Banner
          tone="warn"
          icon={Shield}
          title={t("newProtections", { count: newProtections })}
          actions={
            props.onRecheck && (
              <Button size="sm" onClick={props.onRecheck} pending={props.pending}>
                {t("checkAgain")}
              </Button>
            )
          }
        >
          {t("newProtectionsText")}
        </Banner>
      )}
      {frozen !== selected && (
        <Banner tone="accent" title={t(frozen > selected ? "frozenMore" : "frozenFewer", counts)} />
      )}
      {overlap > 0 && <Banner tone="warn" icon={Layers} title={t("overlap", { count: overlap })} />}
    </>
  );
}

/** The way back, for people who are not sure. */
export function ArchiveHint() {
  const t = useTranslations("deletions.review");
  return (
    <section className="flex gap-3 rounded-lg border border-line bg-surface p-4 text-sm">
      <Archive aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-muted" />
      <div className="grid gap-1">
        <h2 className="text-sm">{t("archiveTitle")}</h2>
        <p className="text-ink-muted">{t("archive")}</p>
      </div>
    </section>
  );
}
