"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { StateBadge } from "@/components/deletions/state-badge";
import { Section } from "@/components/ui/card";
import { useFormats } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DeletionSummary } from "@/lib/engine/views.ts";

/** The deletions that have not ended, each a link to its page. Nothing where there are none. */
export function OpenDeletions(props: { deletions: readonly DeletionSummary[]; more: boolean }) {
  const t = useTranslations("overview.open");
  if (props.deletions.length === 0) return null;
  return (
    <Section
      title={t("title")}
      flush
      actions={
        <Link href="/deletions" className="font-medium text-accent-ink text-sm hover:underline">
          {t(props.more ? "more" : "all")}
        </Link>
      }
    >
      <ul className="divide-y divide-line">
        {props.deletions.map((deletion) => (
          <OpenDeletion key={deletion.id} deletion={deletion} />
        ))}
      </ul>
    </Section>
  );
}

function OpenDeletion({ deletion }: { deletion: DeletionSummary }) {
  const t = useTranslations("overview.open");
  const { bytes } = useFormats();
  const { id, reason, itemCount, ended, verified } = deletion;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm hover:bg-hover sm:px-5">
      <StateBadge state={deletion.state} result={deletion.result} />
      <Link
        href={`/deletions/${id}`}
        className="min-w-0 flex-1 basis-48 truncate font-medium text-accent-ink after:absolute after:inset-0 hover:underline"
      >
        {reason ?? t("videos", { count: itemCount })}
      </Link>
      <span data-figure className="text-ink-muted">
        {ended > 0
          ? t("progress", { ended, count: itemCount, size: bytes(verified.bytes) })
          : reason === null
            ? bytes(deletion.totalBytes)
            : t("size", { count: itemCount, size: bytes(deletion.totalBytes) })}
      </span>
      <span className="text-ink-muted text-xs">
        {deletion.createdByName} · <RelativeTime value={deletion.createdAt} />
      </span>
    </li>
  );
}
