"use client";

import { CheckCheck, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { buttonClass } from "@/components/ui/button";
import type { Outcome } from "@/lib/deletion/types.ts";
import type { CauseView, DeletionView } from "@/lib/engine/views.ts";
import { CauseList } from "./cause-list";
import { causeFilter, exportPath } from "./deletion-queries";
import { DeletionRecord } from "./deletion-record";
import type { DeletionAction } from "./offered-actions";
import { OutcomeBar } from "./outcome-bar";
import { OutcomeItems } from "./outcome-items";
import { placeRetries } from "./place-retries";
import { PrintButton } from "./print-button";
import { OUTCOME_ORDER, splitCauses } from "./settled";
import { useAmounts } from "./use-amounts";

/** What did happen: failures first, then what was left alone, every item, and the record. */
export function ResultPanel(props: {
  view: DeletionView;
  offered: ReadonlySet<DeletionAction>;
  outcome: Outcome | null;
  onOutcome: (outcome: Outcome | null) => void;
  onEvidence: (seq: number) => void;
}) {
  const { view } = props;
  const t = useTranslations("deletions.result");
  const { problems, rest } = splitCauses(view.causes);
  const { beside, leftOver } = placeRetries(problems, view.retries);
  const mayRetry = props.offered.has("retry");
  return (
    <div className="grid gap-6">
      <Summary
        view={view}
        causes={[...problems, ...rest]}
        problems={problems.reduce((sum, cause) => sum + cause.count, 0)}
        outcome={props.outcome}
      />
      {problems.length > 0 && (
        <CauseList
          view={view}
          title={t("problemsTitle")}
          causes={problems}
          retries={rest.length > 0 ? [...beside.values()] : view.retries}
          mayRetry={mayRetry}
          onEvidence={props.onEvidence}
        />
      )}
      {rest.length > 0 && (
        <CauseList
          view={view}
          title={t("restTitle")}
          causes={rest}
          retries={leftOver}
          mayRetry={mayRetry}
          onEvidence={props.onEvidence}
        />
      )}
      <AllItems {...props} />
      <DeletionRecord view={view} />
    </div>
  );
}

function Summary(props: {
  view: DeletionView;
  causes: readonly CauseView[];
  problems: number;
  outcome: Outcome | null;
}) {
  const { view, causes, problems, outcome } = props;
  const t = useTranslations("deletions.result");
  const { bytes, count } = useAmounts();
  const id = useId();
  const { verified } = view.tallies;
  const { total } = view.plan;
  return (
    <section
      aria-labelledby={id}
      className="grid gap-5 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6"
    >
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h2 id={id} className="flex items-center gap-2 text-lg">
          {verified.count > 0 && <CheckCheck aria-hidden className="size-5 text-ok-ink" />}
          {t(view.result === "cancelled" ? "titleCancelled" : "titleCompleted", { count: verified.count })}
        </h2>
        <div className="flex flex-wrap gap-2">
          <ExportLink id={view.id} format="csv" label={t("exportCsv")} />
          <ExportLink id={view.id} format="json" label={t("exportJson")} />
          <ExportLink id={view.id} format="jsonl" label={t("exportLines")} />
          <PrintButton id={view.id} lists={[...causes.map(causeFilter), outcome ? { outcome } : {}]} />
        </div>
      </div>
      <dl className="grid grid-cols-1 gap-x-8 gap-y-4 sm:grid-cols-3">
        <div>
          <dt className="text-ink-muted text-xs">{t("verifiedBytes")}</dt>
          <dd className="font-semibold text-ok-ink text-xl">{bytes(verified.bytes)}</dd>
          <dd className="text-ink-muted text-sm">{t("items", { count: verified.count })}</dd>
        </div>
        <div>
          <dt className="text-ink-muted text-xs">{t("forecastBytes")}</dt>
          <dd className="font-semibold text-xl">{bytes(total.bytes)}</dd>
          <dd className="text-ink-muted text-sm">{t("items", { count: total.count })}</dd>
        </div>
        <div>
          <dt className="text-ink-muted text-xs">{t("problems")}</dt>
          <dd className={`font-semibold text-xl ${problems > 0 ? "text-danger-ink" : ""}`}>
            {count(problems)}
          </dd>
          {problems === 0 && verified.count > 0 && (
            <dd className="text-ink-muted text-sm">{t("problemsNone")}</dd>
          )}
        </div>
      </dl>
      <OutcomeBar view={view} />
    </section>
  );
}

/** A plain link: the server streams the file, and the browser saves it. */
function ExportLink({ id, format, label }: { id: string; format: "csv" | "json" | "jsonl"; label: string }) {
  return (
    <a href={exportPath(id, { format })} download className={buttonClass()}>
      <Download aria-hidden />
      {label}
    </a>
  );
}

function AllItems(props: {
  view: DeletionView;
  outcome: Outcome | null;
  onOutcome: (outcome: Outcome | null) => void;
  onEvidence: (seq: number) => void;
}) {
  const { view, outcome } = props;
  const t = useTranslations("deletions");
  const tName = useTranslations("outcomes.name");
  const { count } = useAmounts();
  const id = useId();
  const found = OUTCOME_ORDER.filter((name) => view.tallies[name].count > 0);
  const choices = [
    { value: null, label: t("result.all"), items: view.itemCount },
    ...found.map((name) => ({ value: name, label: tName(name), items: view.tallies[name].count })),
  ];
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-lg">
        {t("result.rowsTitle")}
      </h2>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{t("result.filter")}</legend>
        {choices.map((choice) => (
          <button
            key={choice.value ?? "all"}
            type="button"
            aria-pressed={choice.value === outcome}
            onClick={() => props.onOutcome(choice.value)}
            className="rounded-full border border-line bg-surface px-3 py-1 text-sm tabular-nums hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
          >
            {choice.label} <span className="text-ink-muted">{count(choice.items)}</span>
          </button>
        ))}
      </fieldset>
      <div className="overflow-hidden rounded-lg border border-line bg-surface shadow-card">
        <OutcomeItems
          key={outcome ?? "all"}
          id={view.id}
          filter={outcome ? { outcome } : {}}
          total={outcome ? view.tallies[outcome].count : view.itemCount}
          caption={t("items.captionAll")}
          onEvidence={props.onEvidence}
        />
      </div>
    </section>
  );
}
