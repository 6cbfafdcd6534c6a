"use client";

import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import { Td, Tr } from "@/components/ui/table";
import type { DeletionSummary } from "@/lib/engine/views.ts";
import { StateBadge } from "./state-badge";
import { useAmounts } from "./use-amounts";

/** One deletion in the list. */
export function DeletionRow({ deletion }: { deletion: DeletionSummary }) {
  const t = useTranslations("deletions");
  const { count, bytes } = useAmounts();
  const { id, itemCount, reason, parentId, problems } = deletion;
  return (
    <Tr>
      <Td>
        <StateBadge state={deletion.state} result={deletion.result} />
      </Td>
      <Td className="max-w-80 min-w-48">
        <Link
          href={`/deletions/${id}`}
          className="block truncate font-medium text-accent-ink hover:underline"
        >
          {reason ??
            (itemCount === 0 ? t("header.titleCollecting") : t("header.titleListed", { count: itemCount }))}
        </Link>
        <span className="block truncate font-mono text-ink-muted text-xs">
          {id}
          {parentId && <span className="font-sans"> · {t("list.retryOf", { id: parentId })}</span>}
        </span>
      </Td>
      <Td className="whitespace-nowrap">{deletion.createdByName}</Td>
      <Td className="whitespace-nowrap">
        <RelativeTime value={deletion.createdAt} />
      </Td>
      <Td number>{count(itemCount)}</Td>
      <Td number className="whitespace-nowrap">
        {bytes(deletion.totalBytes)}
      </Td>
      <Td className="min-w-32">
        <Progress deletion={deletion} />
      </Td>
      <Td number>
        {problems > 0 ? (
          <span className="inline-flex items-center gap-1.5 font-medium text-danger-ink">
            <TriangleAlert aria-hidden className="size-3.5" />
            {count(problems)}
          </span>
        ) : (
          <span className="text-ink-faint">{t("list.noProblems")}</span>
        )}
      </Td>
    </Tr>
  );
}

const WITHOUT_PROGRESS: readonly DeletionSummary["state"][] = [
  "collecting",
  "forecasting",
  "review",
  "awaiting-approval",
  "countdown",
  "failed",
  "discarded",
];

/** Before the first call there is nothing to measure, and an empty bar would look like a stuck one. */
function Progress({ deletion: { state, ended, itemCount } }: { deletion: DeletionSummary }) {
  const t = useTranslations("deletions.list");
  if (WITHOUT_PROGRESS.includes(state)) return <span className="text-ink-faint">–</span>;
  const share = itemCount === 0 ? 0 : ended / itemCount;
  const text = t("progressOf", { done: ended, total: itemCount });
  return (
    <div
      role="progressbar"
      aria-label={t("progress")}
      aria-valuemin={0}
      aria-valuemax={itemCount}
      aria-valuenow={ended}
      aria-valuetext={text}
      title={text}
      className="h-2 w-28 overflow-hidden rounded-full bg-neutral-soft"
    >
      <div className="h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
    </div>
  );
}
