"use client";

import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useKeys } from "@/components/keys/use-keys";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Table, Th } from "@/components/ui/table";
import type { DeletionState } from "@/lib/deletion/types.ts";
import { type DeletionsPage, deletionsQuery } from "./deletion-queries";
import { DeletionRow, WIDE } from "./deletion-row";

const OPEN_MS = 3_000;
const QUIET_MS = 30_000;
const MOVING: readonly DeletionState[] = ["collecting", "forecasting", "countdown", "running", "verifying"];

/** Every deletion, newest first; kept up to date while any of them moves. */
export function DeletionList({ initial }: { initial: DeletionsPage }) {
  const t = useTranslations("deletions.list");
  const rows = useRef<HTMLTableSectionElement>(null);
  useKeys({ down: () => focusRow(rows.current, 1), up: () => focusRow(rows.current, -1) });
  const query = useInfiniteQuery({
    ...deletionsQuery(),
    initialData: { pages: [initial], pageParams: [null] } satisfies InfiniteData<
      DeletionsPage,
      string | null
    >,
    refetchInterval: ({ state }) => (isMoving(state.data) ? OPEN_MS : QUIET_MS),
  });
  const deletions = query.data.pages.flatMap((page) => page.deletions);
  const failed = query.isError && (
    <ErrorState
      title={t("errorTitle")}
      meaning={t("errorText")}
      actions={<Button onClick={() => void query.refetch()}>{t("retry")}</Button>}
    />
  );

  if (deletions.length === 0) {
    return (
      failed || (
        <EmptyState
          icon={Trash2}
          title={t("emptyTitle")}
          className="rounded-lg border border-line bg-surface shadow-card"
          actions={
            <Link href="/videos" className={buttonClass("primary")}>
              {t("emptyAction")}
            </Link>
          }
        >
          {t("emptyText")}
        </EmptyState>
      )
    );
  }
  return (
    <div className="grid gap-4">
      {failed}
      <div className="overflow-hidden rounded-lg border border-line bg-surface shadow-card">
        <Table>
          <caption className="sr-only">{t("caption")}</caption>
          <thead>
            <tr>
              <Th>{t("state")}</Th>
              <Th>{t("deletion")}</Th>
              <Th className={WIDE}>{t("who")}</Th>
              <Th className={WIDE}>{t("when")}</Th>
              <Th number className={WIDE}>
                {t("items")}
              </Th>
              <Th number className={WIDE}>
                {t("bytes")}
              </Th>
              <Th className={WIDE}>{t("progress")}</Th>
              <Th number className={WIDE}>
                {t("problems")}
              </Th>
            </tr>
          </thead>
          <tbody ref={rows}>
            {deletions.map((deletion) => (
              <DeletionRow key={deletion.id} deletion={deletion} />
            ))}
          </tbody>
        </Table>
      </div>
      {query.hasNextPage && (
        <Button
          className="justify-self-center"
          pending={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? t("loadingMore") : t("more")}
        </Button>
      )}
    </div>
  );
}

/** Gives the focus to the link of the next row, or of the one before; Enter then is the link's own. */
function focusRow(rows: HTMLElement | null, step: 1 | -1): void {
  const links = [...(rows?.querySelectorAll<HTMLElement>("tr a") ?? [])];
  const now = links.findIndex((link) => link.matches(":focus"));
  links[now < 0 ? 0 : now + step]?.focus();
}

function isMoving(data: InfiniteData<DeletionsPage> | undefined): boolean {
  return data?.pages.some((page) => page.deletions.some(({ state }) => MOVING.includes(state))) ?? false;
}
