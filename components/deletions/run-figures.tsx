"use client";

import { useTranslations } from "next-intl";
import type { DeletionView } from "@/lib/engine/views.ts";
import { useAmounts } from "./use-amounts";

/** Pace and time left; every estimate is named as one. */
export function RunFigures({ view }: { view: DeletionView }) {
  const t = useTranslations("deletions.run");
  const { bytes, count, rate, duration, clock } = useAmounts();
  const { startedAt, sendingEtaSeconds, verifyingUntil } = view;
  const running = view.state === "running";
  const allSent = view.progress?.phase === "verifying" || view.state === "verifying";
  const elapsedMs = startedAt ? Date.parse(view.now) - Date.parse(startedAt) : 0;
  const figures = [
    running && {
      label: t("rate"),
      value: t("rateOf", { rate: rate(view.callsPerSecond), ceiling: rate(view.rateCeiling) }),
    },
    { label: t("inFlight"), value: count(view.inFlightCalls) },
    { label: t("elapsed"), value: duration(elapsedMs) },
    running &&
      !allSent && {
        label: t("sendingEta"),
        value: sendingEtaSeconds === null ? t("unknownEta") : duration(sendingEtaSeconds * 1000),
      },
    view.state !== "paused" && {
      label: t("verifyingEta"),
      value: verifyingUntil === null ? t("unknownEta") : clock(verifyingUntil),
    },
    { label: t("verifiedBytes"), value: bytes(view.tallies.verified.bytes) },
  ].filter((figure) => figure !== false);
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-line border-t pt-5 sm:grid-cols-3 xl:grid-cols-6">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt className="text-ink-muted text-xs">{label}</dt>
          <dd className="font-medium text-md">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
