"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { buttonClass } from "@/components/ui/button";
import type { FilterOption } from "@/components/ui/filter-menu";
import { DECIDABLE_GROUPS } from "@/lib/deletion/types.ts";
import type { DeletionView } from "@/lib/engine/views.ts";
import { ActionFailureNote } from "./action-failure";
import { BlockedGroups } from "./blocked-groups";
import { ChosenBy } from "./chosen-by";
import { DecidableGroups } from "./decidable-groups";
import { useDeletionActions } from "./deletion-actions";
import { exportPath } from "./deletion-queries";
import type { DeletionAction } from "./offered-actions";
import { type Notes, PlanPanel } from "./plan-panel";
import { ArchiveHint, ReviewNotices } from "./review-notices";
import { useAmounts } from "./use-amounts";
import { useDeletionAction } from "./use-deletion-action";

const EXPORTS = [
  { format: "csv", name: "exportAll", text: "export" },
  { format: "jsonl", name: "exportLinesAll", text: "exportLines" },
] as const;

/** What would happen, group by group, and what a person decides about it. Nothing has been sent. */
export function ReviewPanel(props: {
  view: DeletionView;
  offered: ReadonlySet<DeletionAction>;
  categories: readonly FilterOption[];
  notes: Notes;
  onNotes: (notes: Notes) => void;
  onConfirm: () => void;
}) {
  const { view, offered } = props;
  const t = useTranslations("deletions.review");
  const { bytes, minute } = useAmounts();
  const { recheck } = useDeletionActions();
  const { run, pending, failure } = useDeletionAction(view.id);
  const id = useId();
  const mayDecide = offered.has("decide");
  const onRecheck = offered.has("recheck") ? () => void run(() => recheck({ id: view.id })) : null;
  const decidable = view.groups.some(
    (entry) => entry.count > 0 && (DECIDABLE_GROUPS as readonly string[]).includes(entry.group),
  );
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 gap-6">
        <div className="grid gap-3 empty:hidden">
          <ActionFailureNote failure={failure} />
          <ReviewNotices view={view} onRecheck={onRecheck} pending={pending} />
        </div>
        <section aria-labelledby={id} className="grid gap-3">
          <div className="grid gap-1">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <h2 id={id} className="text-lg">
                {t("title")}
              </h2>
              <div className="flex flex-wrap gap-2">
                {EXPORTS.map(({ format, name, text }) => (
                  <a
                    key={format}
                    href={exportPath(view.id, { format })}
                    download
                    aria-label={t(name)}
                    className={buttonClass("secondary", "sm")}
                  >
                    <Download aria-hidden />
                    {t(text)}
                  </a>
                ))}
              </div>
            </div>
            <p className="text-ink-muted text-sm">
              {t("lead", { count: view.itemCount, bytes: bytes(view.totalBytes) })}{" "}
              {view.forecastAt && t("forecastAt", { when: minute(view.forecastAt) })}
            </p>
            <p className="break-words text-ink-muted text-sm">
              <ChosenBy view={view} categories={props.categories} /> ·{" "}
              {t("snapshot", { when: minute(view.snapshotAt) })}
            </p>
            {!mayDecide && <p className="text-ink-muted text-sm">{t("viewer")}</p>}
          </div>
          {decidable ? (
            <DecidableGroups view={view} mayDecide={mayDecide} />
          ) : (
            <div className="rounded-lg border border-line border-dashed p-6 text-center">
              <p className="font-medium">{t("nothingDecidable")}</p>
              <p className="text-ink-muted text-sm">{t("nothingDecidableText")}</p>
            </div>
          )}
        </section>
        <BlockedGroups view={view} onRecheck={onRecheck} pending={pending} />
        <ArchiveHint />
      </div>
      <div className="min-w-0 lg:sticky lg:top-[calc(var(--shell-height)+1rem)]">
        <PlanPanel
          view={view}
          notes={props.notes}
          onNotes={props.onNotes}
          mayDecide={mayDecide}
          mayConfirm={offered.has("confirm")}
          onConfirm={props.onConfirm}
        />
      </div>
    </div>
  );
}
