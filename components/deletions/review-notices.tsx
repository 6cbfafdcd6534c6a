"use client";

import { Archive, Info, Layers, TriangleAlert, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { DeletionView } from "@/lib/engine/views.ts";
import { type Tone, toneSoft } from "./tone";

/** What a person should know before deciding: an old forecast, another count than selected, other deletions. */
export function ReviewNotices(props: { view: DeletionView; onRecheck: (() => void) | null; pending: boolean }) {
  const t = useTranslations("deletions.review");
  const { itemCount: frozen, selectedCount: selected, overlap, forecastTooOld } = props.view;
  const counts = { frozen, selected, diff: Math.abs(frozen - selected) };
  return (
    <>
      {forecastTooOld && (
        <Notice icon={TriangleAlert} tone="warn">
          <p className="font-medium">{t("forecastTooOld")}</p>
          <p>{t("forecastTooOldText")}</p>
          {props.onRecheck && (
            <Button size="sm" onClick={props.onRecheck} disabled={props.pending} className="mt-2">
              {t("checkAgain")}
            </Button>
          )}
        </Notice>
      )}
      {frozen !== selected && (
        <Notice icon={Info} tone="accent">
          {t(frozen > selected ? "frozenMore" : "frozenFewer", counts)}
        </Notice>
      )}
      {overlap > 0 && (
        <Notice icon={Layers} tone="warn">
          {t("overlap", { count: overlap })}
        </Notice>
      )}
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

function Notice(props: { icon: LucideIcon; tone: Tone; children: ReactNode }) {
  const Icon = props.icon;
  return (
    <div className={`flex gap-3 rounded-lg px-4 py-3 text-sm ${toneSoft[props.tone]}`}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div>{props.children}</div>
    </div>
  );
}
