"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { TONE_TEXT } from "@/components/ui/tone";
import type { CauseView, DeletionView, RetryView } from "@/lib/engine/views.ts";
import { causeKey } from "./cause-key";
import { causeFilter, itemsQuery } from "./deletion-queries";
import { OUTCOME_LOOK, OutcomeBadge } from "./outcome-badge";
import { OutcomeItems } from "./outcome-items";
import { placeRetries } from "./place-retries";
import { RetryButton } from "./retry-button";
import { useAmounts } from "./use-amounts";
import { useFactWords } from "./use-fact-words";
import { usePrinting } from "./use-printing";

/** What went wrong, grouped by cause: how many, what it means for the data, what to do, and the rows. */
export function CauseList(props: {
  view: DeletionView;
  title: string;
  causes: readonly CauseView[];
  retries: readonly RetryView[];
  mayRetry: boolean;
  onEvidence: (seq: number) => void;
}) {
  const t = useTranslations("deletions.retry");
  const id = useId();
  const { beside, leftOver } = placeRetries(props.causes, props.retries);
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-lg">
        {props.title}
      </h2>
      <ul className="grid gap-3">
        {props.causes.map((cause) => (
          <Cause
            key={`${cause.outcome} ${cause.reason} ${cause.code}`}
            view={props.view}
            cause={cause}
            retry={beside.get(cause)}
            mayRetry={props.mayRetry}
            onEvidence={props.onEvidence}
          />
        ))}
      </ul>
      {leftOver.map((retry) => (
        <RetryButton key={retry.cause} id={props.view.id} retry={retry} mayRetry={props.mayRetry} />
      ))}
      {props.retries.length > 0 && props.mayRetry && <p className="text-ink-muted text-sm">{t("note")}</p>}
    </section>
  );
}

function Cause(props: {
  view: DeletionView;
  cause: CauseView;
  retry: RetryView | undefined;
  mayRetry: boolean;
  onEvidence: (seq: number) => void;
}) {
  const { cause, view } = props;
  const t = useTranslations();
  const { bytes } = useAmounts();
  const id = useId();
  const [open, setOpen] = useState(false);
  const printing = usePrinting();
  const queryClient = useQueryClient();
  const filter = causeFilter(cause);
  // On paper every cause is open whose rows are there; nothing can be read in the middle of printing.
  const rows =
    open || (printing && queryClient.getQueryData(itemsQuery(view.id, filter).queryKey) !== undefined);
  const key = causeKey(cause);
  const { icon: Icon, tone } = OUTCOME_LOOK[cause.outcome];
  const facts = useFactWords();
  const title = t(`outcomes.cause.${key}.title`);
  return (
    <li className="overflow-hidden rounded-lg border border-line bg-surface shadow-card">
      <div className="flex gap-3 p-4 sm:p-5">
        <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${TONE_TEXT[tone]}`} />
        <div className="grid min-w-0 flex-1 gap-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="text-md">{title}</h3>
            <OutcomeBadge outcome={cause.outcome} />
            {cause.code &&
              (facts(cause.code) !== cause.code ? (
                <span className="text-ink-muted text-sm">{facts(cause.code)}</span>
              ) : (
                <code className="rounded bg-sunken px-1.5 py-0.5 font-mono text-xs">{cause.code}</code>
              ))}
            <p className="ml-auto font-medium tabular-nums">
              {t("deletions.result.items", { count: cause.count })}
              <span className="font-normal text-ink-muted"> · {bytes(cause.bytes)}</span>
            </p>
          </div>
          <div className="grid max-w-[90ch] gap-1 text-sm">
            <p className="text-ink-muted">{t(`outcomes.cause.${key}.meaning`)}</p>
            {cause.message && cause.outcome === "failed" && (
              <p className="break-words font-mono text-ink-muted text-xs">{cause.message}</p>
            )}
            <p>{t(`outcomes.cause.${key}.fix`)}</p>
          </div>
          <div className="flex flex-wrap items-center gap-4">
            {props.retry && <RetryButton id={view.id} retry={props.retry} mayRetry={props.mayRetry} />}
            <button
              type="button"
              aria-expanded={open}
              aria-controls={id}
              onClick={() => setOpen(!open)}
              className="inline-flex items-center gap-1 text-accent-ink text-sm hover:underline"
            >
              {open ? t("deletions.group.hide") : t("deletions.result.showRows")}
              <ChevronDown
                aria-hidden
                className={`size-4 transition-transform ${open ? "rotate-180" : ""}`}
              />
            </button>
          </div>
        </div>
      </div>
      <div id={id} className={rows ? "border-line border-t" : ""}>
        {rows && (
          <OutcomeItems
            id={view.id}
            filter={filter}
            total={cause.count}
            caption={title}
            onEvidence={props.onEvidence}
          />
        )}
      </div>
    </li>
  );
}
