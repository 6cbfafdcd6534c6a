"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import type { DeletionView } from "@/lib/engine/views.ts";
import { CostLines } from "./cost-lines";
import { DiscardButton } from "./discard-button";
import { useAmounts } from "./use-amounts";

export type Notes = { reason: string; ticket: string };

/** What confirming would send, why, and the way to the last dialog. */
export function PlanPanel(props: {
  view: DeletionView;
  notes: Notes;
  onNotes: (notes: Notes) => void;
  mayDecide: boolean;
  mayConfirm: boolean;
  onConfirm: () => void;
}) {
  const { view, notes } = props;
  const t = useTranslations("deletions.plan");
  const { bytes } = useAmounts();
  const id = useId();
  const { plan } = view;
  return (
    <section
      aria-labelledby={id}
      className="grid gap-4 rounded-lg border border-line bg-surface p-5 shadow-card"
    >
      <h2 id={id} className="text-md">
        {t("title")}
      </h2>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
        <Line label={t("normal")} count={plan.normal.count} />
        {plan.lastCopy.count > 0 && <Line label={t("lastCopy")} count={plan.lastCopy.count} danger indent />}
        <Line label={t("forced")} count={plan.forced.count} danger={plan.forced.count > 0} />
        <div className="col-span-2 my-1 border-line border-t" />
        <dt className="font-medium">{t("total")}</dt>
        <dd className="text-right font-semibold text-md">
          <Count value={plan.total.count} />
        </dd>
        <dt className="text-ink-muted">{t("bytes")}</dt>
        <dd className="text-right">{bytes(plan.total.bytes)}</dd>
        <Line label={t("excluded")} count={view.itemCount - plan.total.count} />
        <CostLines view={view} />
      </dl>
      <p className="text-ink-muted text-xs">{t("bytesNote")}</p>
      {props.mayDecide && (
        <>
          <NotesFields notes={notes} onNotes={props.onNotes} />
          <Obstacles view={view} />
          <Button variant="danger" disabled={!props.mayConfirm} onClick={props.onConfirm} className="w-full">
            {t("button", { count: plan.total.count })}
          </Button>
          <DiscardButton id={view.id} className="w-full" />
        </>
      )}
    </section>
  );
}

function Count({ value }: { value: number }) {
  const { count } = useAmounts();
  return count(value);
}

function Line(props: { label: string; count: number; danger?: boolean; indent?: boolean }) {
  return (
    <>
      <dt className={`text-ink-muted ${props.indent ? "pl-3" : ""}`}>{props.label}</dt>
      <dd className={`text-right ${props.danger ? "font-medium text-danger-ink" : ""}`}>
        <Count value={props.count} />
      </dd>
    </>
  );
}

function NotesFields({ notes, onNotes }: { notes: Notes; onNotes: (notes: Notes) => void }) {
  const t = useTranslations("deletions.plan");
  return (
    <div className="grid gap-3">
      <Field label={t("reason")} hint={t("reasonHint")} optional={t("optional")}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={500}
            value={notes.reason}
            onChange={(event) => onNotes({ ...notes, reason: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t("ticket")} hint={t("ticketHint")} optional={t("optional")}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={notes.ticket}
            onChange={(event) => onNotes({ ...notes, ticket: event.currentTarget.value })}
          />
        )}
      </Field>
    </div>
  );
}

/** Why the button is closed, in words: a disabled button alone tells nobody what to do. */
function Obstacles({ view: { plan, forecastTooOld } }: { view: DeletionView }) {
  const t = useTranslations("deletions");
  const reasons = [
    plan.total.count === 0 && t("plan.nothing"),
    plan.forced.count > 0 && !plan.forceConsented && t("plan.forceMissing"),
    plan.lastCopy.count > 0 && !plan.lastCopyConsented && t("plan.lastCopyMissing"),
    forecastTooOld && t("review.forecastTooOld"),
  ].filter((reason) => reason !== false);
  return reasons.map((reason) => (
    <p key={reason} className="flex gap-2 text-sm text-warn-ink">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {reason}
    </p>
  ));
}
