"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { type BarRow, BarTable } from "@/components/ui/bar-table";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Bytes, Num, useFormats } from "@/components/ui/format";
import { useVideoWords } from "@/components/videos/video-words";
import { NONE } from "@/lib/catalog/filter.ts";
import { monthsUpTo, type OverviewBar, type OverviewBars, sum } from "@/lib/catalog/overview-bars.ts";
import { bandEdges } from "@/lib/catalog/size-bands.ts";
import { videosHref } from "./overview-queries";

const CATEGORIES_SHOWN = 10;
const MONTHS_SHOWN = 12;

/** The largest categories; the others together, and one by one when asked for. */
export function CategoryChart({ bars }: { bars: OverviewBars["categories"] }) {
  const t = useTranslations("overview.charts.category");
  const [all, setAll] = useState(false);
  const shown = all ? bars : bars.slice(0, CATEGORIES_SHOWN);
  const rest = bars.slice(shown.length);
  const rows = shown.map((bar) => rowOf(bar, bar.label ?? t("none")));
  if (rest.length > 0) {
    rows.push({
      ...rowOf({ key: "rest", filterText: null, ...sum(rest) }, t("rest", { count: rest.length })),
      value: null,
    });
  }
  return (
    <Chart
      of="category"
      rows={rows}
      footer={
        bars.length > CATEGORIES_SHOWN && (
          <Button size="sm" onClick={() => setAll(!all)}>
            {all ? t("fewer") : t("showAll", { count: bars.length })}
          </Button>
        )
      }
    />
  );
}

/** The newest months; those before them together, which are a range of their own. */
export function MonthChart({ bars }: { bars: OverviewBars["months"] }) {
  const t = useTranslations("overview.charts.month");
  const format = useFormatter();
  const [all, setAll] = useState(false);
  const name = (key: string) =>
    format.dateTime(new Date(`${key}-01T00:00:00Z`), { year: "numeric", month: "short", timeZone: "UTC" });
  const shown = all ? bars : bars.slice(0, MONTHS_SHOWN);
  const older = monthsUpTo(bars.slice(shown.length));
  const rows = shown.map((bar) => rowOf(bar, name(bar.key)));
  const oldestShown = shown.at(-1);
  if (older && oldestShown) {
    rows.push({ ...rowOf(older, t("older", { month: name(oldestShown.key) })), value: null });
  }
  return (
    <Chart
      of="month"
      rows={rows}
      footer={
        bars.length > MONTHS_SHOWN && (
          <Button size="sm" onClick={() => setAll(!all)}>
            {all ? t("fewer") : t("showAll", { count: bars.length })}
          </Button>
        )
      }
    />
  );
}

export function ClassChart({ bars }: { bars: OverviewBars["storageClasses"] }) {
  const { word } = useVideoWords();
  return <Chart of="storageClass" rows={bars.map((bar) => rowOf(bar, word("storageClass", bar.key)))} />;
}

export function BandChart({ bars }: { bars: OverviewBars["bands"] }) {
  const t = useTranslations("overview.charts.band");
  const { bytes } = useFormats();
  const name = (key: string) => {
    if (key === NONE) return t("none");
    const { minBytes, maxBytes } = bandEdges(Number(key));
    if (maxBytes === null) return t("from", { from: bytes(minBytes) });
    const to = bytes(maxBytes + 1);
    return minBytes === 0 ? t("below", { to }) : t("between", { from: bytes(minBytes), to });
  };
  return <Chart of="band" rows={bars.map((bar) => rowOf(bar, name(bar.key)))} />;
}

function Chart(props: {
  of: "category" | "month" | "storageClass" | "band";
  rows: readonly BarRow[];
  footer?: ReactNode;
}) {
  const t = useTranslations("overview.charts");
  return (
    <Section title={t(`${props.of}.title`)} description={t(`${props.of}.text`)} flush>
      <BarTable
        caption={t("caption", { title: t(`${props.of}.title`) })}
        head={[t(`${props.of}.head`), t("size"), t("videos")]}
        rows={props.rows}
      />
      {props.footer && <div className="px-4 py-3 sm:px-5">{props.footer}</div>}
    </Section>
  );
}

/** Where no size is known there is no bar, and no zero. */
function rowOf(bar: OverviewBar, label: string): BarRow {
  const known = bar.unsized < bar.count;
  return {
    key: bar.key,
    label,
    href: videosHref(bar.filterText),
    value: known ? bar.bytes : null,
    cells: [<Bytes key="size" value={known ? bar.bytes : null} />, <Num key="videos" value={bar.count} />],
  };
}
