"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { CopyableId } from "@/components/ui/copyable-id";
import { PageHeader } from "@/components/ui/page-header";
import type { DeletionView } from "@/lib/engine/views.ts";
import { StateBadge } from "./state-badge";
import { useAmounts } from "./use-amounts";
import { useListWords } from "./use-list-words";

/** What this deletion is, who made it, where it belongs. */
export function DeletionHeader({ view }: { view: DeletionView }) {
  const t = useTranslations("deletions.header");
  const { minute } = useAmounts();
  const listWords = useListWords();
  const { parentId, children } = view;
  return (
    <PageHeader
      breadcrumb={
        <nav className="flex flex-wrap items-center gap-x-2">
          <Link href="/deletions" data-print-hidden className="hover:underline">
            {t("back")}
          </Link>
          <span aria-hidden data-print-hidden>
            /
          </span>
          <CopyableId id={view.id} copyLabel={t("copy", { what: t("id") })} />
        </nav>
      }
      title={
        view.itemCount === 0
          ? t("titleCollecting")
          : view.confirmedAt
            ? t("title", { count: view.plan.total.count })
            : t("titleListed", { count: view.itemCount })
      }
      badge={<StateBadge state={view.state} result={view.result} />}
      description={
        <div className="grid gap-1">
          <p className="break-words">
            {t("createdBy", { name: view.createdByName, when: minute(view.createdAt) })}
            {view.list && ` · ${listWords(view.list)}`}
            {parentId && (
              <>
                {" · "}
                {t.rich("parent", {
                  cause: view.cause ?? "other",
                  id: parentId,
                  link: (chunks) => (
                    <Link
                      href={`/deletions/${parentId}`}
                      className="font-mono text-accent-ink text-xs underline underline-offset-2"
                    >
                      {chunks}
                    </Link>
                  ),
                })}
              </>
            )}
          </p>
          {(view.reason || view.ticket) && (
            <p className="text-ink">
              {view.reason}
              {view.reason && view.ticket && " · "}
              {view.ticket && `${t("ticket")} ${view.ticket}`}
            </p>
          )}
          {children.length > 0 && (
            <p className="flex flex-wrap gap-x-3">
              {t("children")}:
              {children.map((child) => (
                <Link
                  key={child.id}
                  href={`/deletions/${child.id}`}
                  className="inline-flex items-center gap-1.5 text-accent-ink underline underline-offset-2"
                >
                  {t("child", { cause: child.cause })}
                  <StateBadge state={child.state} result={null} />
                </Link>
              ))}
            </p>
          )}
        </div>
      }
    />
  );
}
