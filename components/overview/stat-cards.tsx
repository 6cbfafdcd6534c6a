"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useCost } from "@/components/settings/use-cost";
import { Bytes, useFormats } from "@/components/ui/format";
import type { OverviewAmount } from "@/lib/catalog/overview-bars.ts";
import type { OverviewView } from "@/lib/engine/read-overview.ts";
import { videosHref } from "./overview-queries";

type Figures = NonNullable<OverviewView["figures"]>;

/** What there is, what of it can go, and what has gone. */
export function StatCards(props: {
  figures: Figures;
  reclaimed: OverviewView["reclaimed"];
  underWay: OverviewView["underWay"];
}) {
  const t = useTranslations("overview.cards");
  const { bytes } = useFormats();
  const cost = useCost();
  const { bars, costs } = props.figures;
  const { needs } = bars;
  const perMonth = (part: keyof NonNullable<Figures["costs"]>) => costs?.[part] && cost(costs[part]);
  return (
    <div className="grid gap-3">
      <dl className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <StatCard
          label={t("all")}
          amount={bars.all}
          href={videosHref(bars.all.filterText)}
          notes={[perMonth("all"), needs.gone.count > 0 && t("gone", { count: needs.gone.count })]}
        />
        <StatCard
          label={t("without-force")}
          amount={needs["without-force"]}
          href={videosHref(needs["without-force"].filterText)}
          notes={[perMonth("without-force")]}
        />
        <StatCard
          label={t("with-force")}
          amount={needs["with-force"]}
          href={videosHref(needs["with-force"].filterText)}
          notes={[perMonth("with-force")]}
        />
        <StatCard
          label={t("reclaimed")}
          amount={props.reclaimed}
          href="/deletions"
          notes={[
            t("reclaimedNote"),
            props.underWay.count > 0 &&
              t("underWay", { size: bytes(props.underWay.bytes), count: props.underWay.count }),
          ]}
        />
      </dl>
      <p className="text-ink-muted text-xs">
        {t("basis")}{" "}
        {(["mode-unknown", "busy"] as const).map(
          (need) =>
            needs[need].count > 0 && (
              <Link
                key={need}
                href={videosHref(needs[need].filterText) ?? ""}
                className="mr-3 font-medium text-accent-ink underline"
              >
                {t(need, { count: needs[need].count, size: bytes(needs[need].bytes) })}
              </Link>
            ),
        )}
        {bars.all.unsized > 0 && t("unsizedNote", { count: bars.all.unsized })}
      </p>
    </div>
  );
}

function StatCard(props: {
  label: string;
  amount: OverviewAmount;
  href: string | null;
  notes: readonly (ReactNode | false)[];
}) {
  const t = useTranslations("overview.cards");
  const { count, bytes, unsized } = props.amount;
  return (
    <div className="relative rounded-lg border border-line bg-surface p-4 shadow-card transition-colors hover:bg-hover">
      <dt className="text-ink-muted text-sm">
        {props.href ? (
          <Link href={props.href} className="after:absolute after:inset-0 after:rounded-lg hover:underline">
            {props.label}
          </Link>
        ) : (
          props.label
        )}
      </dt>
      <dd className="mt-1 font-semibold text-2xl text-ink">
        <Bytes value={bytes} />
      </dd>
      <dd className="text-ink text-sm">
        {t("videos", { count })}
        {unsized > 0 && <span className="text-ink-muted"> · {t("unsized", { count: unsized })}</span>}
      </dd>
      {props.notes.map(
        (note, index) =>
          note && (
            // biome-ignore lint/suspicious/noArrayIndexKey: the notes of a card have fixed places
            <dd key={index} className="mt-1 text-ink-muted text-xs">
              {note}
            </dd>
          ),
      )}
    </div>
  );
}
