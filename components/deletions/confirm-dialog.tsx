"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { FilterOption } from "@/components/ui/filter-menu";
import { KeyValues } from "@/components/ui/key-values";
import { parseTypedCount } from "@/lib/deletion/parse-typed-count.ts";
import type { DeletionView } from "@/lib/engine/views.ts";
import { ChosenBy } from "./chosen-by";
import { DecisionDialog } from "./decision-dialog";
import { useDeletionActions } from "./deletion-actions";
import { PlanDifferenceTable } from "./plan-difference-table";
import type { Notes } from "./plan-panel";
import { TypedCountField } from "./typed-count-field";
import { useAmounts } from "./use-amounts";
import { useDeletionAction } from "./use-deletion-action";

/**
 * The one confirmation of a deletion. It confirms what was on the screen when it opened; when the list or
 * its decisions have changed since, it shows the difference and nothing can be confirmed before a person
 * has taken the new list up.
 */
export function ConfirmDialog(props: {
  view: DeletionView;
  categories: readonly FilterOption[];
  notes: Notes;
  onClose: () => void;
}) {
  const t = useTranslations("deletions");
  const { bytes } = useAmounts();
  const { confirm } = useDeletionActions();
  const { run, pending, failure, clear } = useDeletionAction(props.view.id);
  const [shown, setShown] = useState(props.view);
  const [typed, setTyped] = useState("");
  const now = props.view;
  const changed = !pending && (now.digest !== shown.digest || now.state !== shown.state);
  const { plan, digest } = shown;
  const count = plan.total.count;

  async function confirmShown() {
    const reason = props.notes.reason.trim();
    const ticket = props.notes.ticket.trim();
    const done = await run(() =>
      confirm({
        id: shown.id,
        digest: digest ?? "",
        ...(plan.typedCountRequired ? { typedCount: typed } : {}),
        ...(reason ? { reason } : {}),
        ...(ticket ? { ticket } : {}),
      }),
    );
    if (done) props.onClose();
  }

  if (changed) {
    const open = now.state === "review";
    return (
      <DecisionDialog
        title={t("difference.title")}
        lead={t("difference.text")}
        backLabel={t("confirm.cancel")}
        onBack={props.onClose}
        goLabel={open ? t("difference.accept") : t("difference.close")}
        onGo={() => {
          if (!open) return props.onClose();
          setShown(now);
          setTyped("");
          clear();
        }}
        tone="primary"
        pending={false}
        failure={null}
      >
        <PlanDifferenceTable before={shown} after={now} />
      </DecisionDialog>
    );
  }

  const bold = (chunks: ReactNode) => <b className="text-ink tabular-nums">{chunks}</b>;
  const amounts = {
    normal: plan.normal.count,
    forced: plan.forced.count,
    total: count,
    bytes: bytes(plan.total.bytes),
    b: bold,
  };
  return (
    <DecisionDialog
      title={t("confirm.title", { count })}
      lead={
        <span className="text-base">
          {plan.forced.count > 0
            ? t.rich("confirm.sumForced", amounts)
            : t.rich("confirm.sumNormal", amounts)}
        </span>
      }
      backLabel={t("confirm.cancel")}
      onBack={props.onClose}
      pending={pending}
      failure={failure}
      goLabel={t("confirm.button", { count })}
      onGo={confirmShown}
      disabled={plan.typedCountRequired && parseTypedCount(typed) !== count}
    >
      <Losses view={shown} />
      <Facts view={shown} categories={props.categories} />
      <ul className="grid list-disc gap-1 pl-5 text-ink-muted text-sm">
        <li>{t("confirm.noWayBack")}</li>
        <li>{t("confirm.cdn")}</li>
        <li>{t("confirm.statistics")}</li>
        <li>{t("confirm.charges")}</li>
      </ul>
      {plan.typedCountRequired && (
        <TypedCountField
          count={count}
          label={t.rich("confirm.type", { count, b: bold })}
          value={typed}
          onChange={setTyped}
        />
      )}
      <p className="text-ink-muted text-sm">{t("confirm.countdown")}</p>
    </DecisionDialog>
  );
}

/** What more than a source file goes, in words. */
function Losses({ view }: { view: DeletionView }) {
  const t = useTranslations("deletions.confirm");
  const included = (group: string) => view.groups.find((entry) => entry.group === group)?.included.count ?? 0;
  const lines = [
    { key: "unplayable" as const, count: included("becomes-unplayable") },
    { key: "lastCopies" as const, count: included("last-copy") },
    { key: "loses" as const, count: included("loses-original") },
  ].filter((line) => line.count > 0);
  if (lines.length === 0) return null;
  return (
    <ul className="grid gap-1 rounded-lg border border-danger-line bg-danger-soft px-4 py-3 font-medium text-danger-ink">
      {lines.map(({ key, count }) => (
        <li key={key}>{t(key, { count })}</li>
      ))}
    </ul>
  );
}

function Facts({ view, categories }: { view: DeletionView; categories: readonly FilterOption[] }) {
  const t = useTranslations("deletions");
  const { minute } = useAmounts();
  const { environment } = view;
  return (
    <KeyValues
      rows={[
        {
          key: "where",
          label: t("confirm.where"),
          value: `${environment.accountId} · ${environment.region} · ${t(`header.${environment.kind}`)}`,
        },
        {
          key: "filter",
          label: t("confirm.filter"),
          value: (
            <>
              <span className="break-words">
                <ChosenBy view={view} categories={categories} />
              </span>
              <span className="block text-ink-muted">
                {t("confirm.frozen", { when: minute(view.snapshotAt) })}
              </span>
            </>
          ),
        },
      ]}
    />
  );
}
