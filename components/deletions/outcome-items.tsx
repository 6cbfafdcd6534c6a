"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { ItemView } from "@/lib/engine/views.ts";
import type { ItemsFilter } from "./deletion-queries";
import { type Column, ItemTable } from "./item-table";
import { ItemTitle } from "./item-title";
import { OutcomeBadge } from "./outcome-badge";
import { useAmounts } from "./use-amounts";

/** Items with what became of them; each opens its evidence. */
export function OutcomeItems(props: {
  id: string;
  filter: ItemsFilter;
  total: number;
  caption: string;
  onEvidence: (seq: number) => void;
}) {
  const t = useTranslations("deletions.items");
  const { bytes, count } = useAmounts();
  const columns: Column[] = [
    { key: "title", head: t("title"), cell: (item) => <ItemTitle item={item} /> },
    {
      key: "outcome",
      head: t("outcome"),
      className: "w-36 sm:w-64",
      cell: (item) => <Result item={item} />,
    },
    {
      key: "batch",
      head: t("batch"),
      className: "hidden w-20 text-right lg:table-cell",
      cell: (item) => item.batchNo !== null && count(item.batchNo),
    },
    {
      key: "size",
      head: t("size"),
      className: "hidden w-24 text-right md:table-cell",
      cell: (item) => (item.sizeBytes === null ? t("sizeUnknown") : bytes(item.sizeBytes)),
    },
    {
      key: "evidence",
      head: <span className="sr-only">{t("evidence")}</span>,
      className: "w-24 text-right print:hidden",
      cell: (item) => (
        <Button
          size="sm"
          variant="ghost"
          aria-label={t("openEvidence", { title: item.title ?? item.videoId })}
          onClick={() => props.onEvidence(item.seq)}
        >
          {t("evidence")}
        </Button>
      ),
    },
  ];
  return (
    <ItemTable
      id={props.id}
      filter={props.filter}
      total={props.total}
      caption={props.caption}
      columns={() => columns}
    />
  );
}

function Result({ item }: { item: ItemView }) {
  const t = useTranslations("outcomes.reason");
  const tItems = useTranslations("deletions.items");
  const detail = item.notSentReason ? t(item.notSentReason) : item.code;
  return (
    <span className="grid min-w-0 justify-items-start gap-0.5">
      <OutcomeBadge outcome={item.outcome} />
      <span className="block max-w-full truncate text-ink-muted text-xs">
        {item.lane === "force" && <span className="text-danger-ink">{tItems("forced")} </span>}
        {detail}
      </span>
    </span>
  );
}
