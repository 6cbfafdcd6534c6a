"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyableId } from "@/components/ui/copyable-id";
import { KeyValues } from "@/components/ui/key-values";
import { SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { DeletionView, ItemEvidenceView } from "@/lib/engine/views.ts";
import { AttemptCard } from "./attempt-card";
import { causeKey } from "./cause-key";
import { evidenceQuery } from "./deletion-queries";
import { OutcomeBadge } from "./outcome-badge";
import { useAmounts } from "./use-amounts";
import { useFactWords } from "./use-fact-words";

/** The evidence of one item: what was asked about it, what came back, when. */
export function EvidencePanel(props: {
  view: Pick<DeletionView, "id" | "environment">;
  seq: number | null;
  live: boolean;
  onClose: () => void;
}) {
  const t = useTranslations("deletions.evidence");
  return (
    <SidePanel open={props.seq !== null} onClose={props.onClose} title={t("title")}>
      {props.seq !== null && <Evidence key={props.seq} view={props.view} seq={props.seq} live={props.live} />}
    </SidePanel>
  );
}

const LIVE_MS = 3_000;

function Evidence(props: { view: Pick<DeletionView, "id" | "environment">; seq: number; live: boolean }) {
  const t = useTranslations("deletions.evidence");
  const { data, isError, refetch } = useQuery({
    ...evidenceQuery(props.view.id, props.seq),
    refetchInterval: props.live ? LIVE_MS : false,
  });
  if (isError && !data) {
    return (
      <Banner
        tone="danger"
        role="alert"
        title={t("error")}
        actions={
          <Button size="sm" onClick={() => void refetch()}>
            {t("retry")}
          </Button>
        }
      />
    );
  }
  if (!data) {
    return (
      <div className="grid gap-3" aria-busy>
        <span className="sr-only">{t("loading")}</span>
        <Skeleton className="h-6 w-3/4" />
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="h-40" />
      </div>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-5">
      <Facts item={data.item} />
      <section className="grid grid-cols-1 gap-3">
        <h3 className="text-base">{t("attempts", { count: data.attempts.length })}</h3>
        <ol className="grid grid-cols-1 gap-3">
          {data.attempts.map((attempt) => (
            <AttemptCard
              key={attempt.id}
              environment={props.view.environment}
              videoId={data.item.videoId}
              attempt={attempt}
            />
          ))}
        </ol>
      </section>
    </div>
  );
}

function Facts({ item }: { item: ItemEvidenceView["item"] }) {
  const t = useTranslations();
  const { bytes, second, count } = useAmounts();
  const facts = useFactWords();
  const time = (iso: string | null) => iso && second(iso);
  const key = causeKey({ outcome: item.outcome, reason: item.notSentReason, code: item.code });
  return (
    <div className="grid gap-3">
      <div className="grid justify-items-start gap-1.5">
        <p className="font-medium text-md">{item.title ?? t("deletions.items.untitled")}</p>
        <OutcomeBadge outcome={item.outcome} />
        <p className="text-ink-muted text-sm">
          {item.notSentReason ? t(`outcomes.cause.${key}.meaning`) : t(`outcomes.meaning.${item.outcome}`)}
        </p>
      </div>
      {item.maybeSent && <Banner tone="warn" title={t("deletions.evidence.maybeSent")} />}
      <KeyValues
        rows={[
          {
            key: "id",
            label: t("deletions.evidence.videoId"),
            value: (
              <CopyableId
                id={item.videoId}
                copyLabel={t("deletions.header.copy", { what: t("deletions.evidence.videoId") })}
              />
            ),
          },
          {
            key: "size",
            label: t("deletions.evidence.size"),
            value: item.sizeBytes && bytes(item.sizeBytes),
          },
          {
            key: "forecast",
            label: t("deletions.evidence.forecast"),
            value:
              item.group &&
              [t(`forecast.group.${item.group}.name`), item.forecastNote && facts(item.forecastNote)]
                .filter(Boolean)
                .join(" · "),
          },
          {
            key: "lane",
            label: t("deletions.evidence.lane"),
            value:
              item.batchNo === null
                ? t("deletions.evidence.laneNone")
                : item.lane === "force"
                  ? t("deletions.evidence.laneForce")
                  : t("deletions.evidence.laneNormal"),
          },
          { key: "accepted", label: t("deletions.evidence.acceptedAt"), value: time(item.acceptedAt) },
          {
            key: "checks",
            label: t("deletions.evidence.checks"),
            value: item.checks > 0 ? count(item.checks) : null,
          },
          { key: "next", label: t("deletions.evidence.nextCheck"), value: time(item.nextCheckAt) },
          { key: "ended", label: t("deletions.evidence.endedAt"), value: time(item.endedAt) },
        ]}
      />
    </div>
  );
}
