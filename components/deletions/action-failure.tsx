"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ActionFailure } from "./deletion-actions";

/** What went wrong with the last action, what it means, and the reference to quote. */
export function ActionFailureNote({ failure }: { failure: ActionFailure | null }) {
  const t = useTranslations("deletions.error");
  if (!failure) return null;
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger-ink text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p>
        {t.has(failure.code as "stale") ? t(failure.code as "stale") : t("other", { code: failure.code })}
        {failure.reference && (
          <span className="mt-1 block font-mono text-xs">{t("reference", { reference: failure.reference })}</span>
        )}
      </p>
    </div>
  );
}
