"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { CopyableId } from "@/components/ui/copyable-id";
import type { DeletionView } from "@/lib/engine/views.ts";
import { useAmounts } from "./use-amounts";

/** Who confirmed what, where and when. */
export function DeletionRecord({ view }: { view: DeletionView }) {
  const t = useTranslations("deletions");
  const { second, duration } = useAmounts();
  const id = useId();
  const { environment, startedAt, finishedAt } = view;
  const time = (iso: string | null) => iso && second(iso);
  const took = startedAt && finishedAt && duration(Date.parse(finishedAt) - Date.parse(startedAt));
  const rows: [string, ReactNode][] = [
    [t("result.confirmedBy"), view.confirmedByName],
    [t("result.confirmedAt"), time(view.confirmedAt)],
    [
      t("header.account"),
      <span key="account" className="font-mono">
        {environment.accountId}
      </span>,
    ],
    [t("header.region"), environment.region],
    [t("header.environment"), t(`header.${environment.kind}`)],
    [t("result.snapshotAt"), time(view.snapshotAt)],
    [t("result.startedAt"), time(startedAt)],
    [t("result.sentAt"), time(view.sentAt)],
    [t("result.cancelledAt"), time(view.cancelledAt)],
    [t("result.finishedAt"), time(finishedAt)],
    [t("result.took"), took],
    [t("result.confirmedDigest"), view.confirmedDigest && <Digest value={view.confirmedDigest} />],
    [t("result.listDigest"), view.listDigest && <Digest value={view.listDigest} />],
  ];
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-lg">
        {t("result.record")}
      </h2>
      <dl className="grid gap-x-8 gap-y-3 rounded-lg border border-line bg-surface p-5 text-sm shadow-card sm:grid-cols-2 lg:grid-cols-3">
        {rows.map(
          ([label, value]) =>
            value && (
              <div key={label} className="min-w-0">
                <dt className="text-ink-muted text-xs">{label}</dt>
                <dd className="min-w-0">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

function Digest({ value }: { value: string }) {
  const t = useTranslations("deletions.header");
  return <CopyableId id={value} copyLabel={t("copy", { what: value.slice(0, 8) })} />;
}
