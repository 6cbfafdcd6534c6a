"use client";

import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import { Td, Tr } from "@/components/ui/table";
import type { DeletionSummary } from "@/lib/engine/views.ts";
import { StateBadge } from "./state-badge";
import { useAmounts } from "./use-amounts";
import { useListWords } from "./use-list-words";

/** On narrow screens the first two columns carry it all. */
export const WIDE = "max-md:hidden";

/** One deletion in the list. */
export function DeletionRow({ deletion }: { deletion: DeletionSummary }) {
  const t = useTranslations("deletions");
  const { count, bytes } = useAmounts();
  const listWords = useListWords();
  const { id, itemCount, reason, parentId, list } = deletion;
  return (
    <Tr>
      <Td className="max-md:align-top">
        <StateBadge state={deletion.state} result={deletion.result} />
      </Td>
      <Td className="w-full max-w-0 md:w-auto md:min-w-48 md:max-w-80">
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
        {list && <span className="block truncate text-ink-muted text-xs">{listWords(list)}</span>}
        <div className="grid gap-1.5 pt-1 pb-1.5 text-ink-muted text-xs md:hidden">
          <span>
            {t("result.items", { count: itemCount })} · {bytes(deletion.totalBytes)}
          </span>
          <Progress deletion={deletion} />
          <Problems count={deletion.problems} />
        </div>
      </Td>
      <Td className={cx("whitespace-nowrap", WIDE)}>{deletion.createdByName}</Td>
      <Td className={cx("whitespace-nowrap", WIDE)}>
        <RelativeTime value={deletion.createdAt} />
      </Td>
      <Td number className={WIDE}>
        {count(itemCount)}
      </Td>
      <Td number className={cx("whitespace-nowrap", WIDE)}>
        {bytes(deletion.totalBytes)}
      </Td>
      <Td className={cx("min-w-32", WIDE)}>
        <Progress deletion={deletion} />
      </Td>
      <Td number className={WIDE}>
        <Problems count={deletion.problems} />
      </Td>
    </Tr>
  );
}

function Problems({ count: problems }: { count: number }) {
  const t = useTranslations("deletions.list");
  const { count } = useAmounts();
  if (problems === 0) return <span className="text-ink-faint max-md:hidden">{t("noProblems")}</span>;
  return (
    <span className="inline-flex items-center gap-1.5 font-medium text-danger-ink">
      <TriangleAlert aria-hidden className="size-3.5" />
      {count(problems)}
      <span className="md:sr-only">{t("problemsUnit", { count: problems })}</span>
    </span>
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
function Progress({ deletion: { state, ended, itemCount, verified } }: { deletion: DeletionSummary }) {
  const t = useTranslations("deletions.list");
  if (WITHOUT_PROGRESS.includes(state)) return <span className="text-ink-faint max-md:hidden">–</span>;
  const share = (count: number) => `${itemCount === 0 ? 0 : (count * 100) / itemCount}%`;
  const text = t("progressOf", { done: ended, total: itemCount, verified: verified.count });
  return (
    <div
      role="progressbar"
      aria-label={t("progress")}
      aria-valuemin={0}
      aria-valuemax={itemCount}
      aria-valuenow={ended}
      aria-valuetext={text}
      title={text}
      className="flex h-2 w-28 overflow-hidden rounded-full bg-neutral-soft"
    >
      <div className="h-full bg-accent" style={{ width: share(verified.count) }} />
      {/* Ended without a proof that the source is gone: not sent, for the most part. */}
      <div className="h-full bg-neutral-line" style={{ width: share(ended - verified.count) }} />
    </div>
  );
}
