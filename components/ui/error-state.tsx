"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button";
import { cx } from "./cx";

/** A failure told in full: what happened, what it means, what to do, and what to quote. */
export function ErrorState(props: {
  /** What happened. */
  title: string;
  /** What it means for the data. */
  meaning?: ReactNode;
  /** What to do. */
  remedy?: ReactNode;
  /** A reference or request id to quote. */
  reference?: string | undefined;
  actions?: ReactNode;
  className?: string;
}) {
  const t = useTranslations("common");
  return (
    <div
      role="alert"
      className={cx("flex gap-3 rounded-lg border border-line bg-surface p-4 sm:p-5", props.className)}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-danger-ink" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-semibold text-base text-ink">{props.title}</p>
        {props.meaning && <div className="mt-1 max-w-prose text-ink-muted">{props.meaning}</div>}
        {props.remedy && <div className="mt-1 max-w-prose text-ink">{props.remedy}</div>}
        {props.reference && (
          <p className="mt-3 flex flex-wrap items-center gap-x-2 text-ink-muted text-xs">
            {t("reference")}
            <code className="break-all font-mono text-ink">{props.reference}</code>
            <CopyButton text={props.reference} label={t("copyReference")} />
          </p>
        )}
        {props.actions && <div className="mt-4 flex flex-wrap gap-2">{props.actions}</div>}
      </div>
    </div>
  );
}
