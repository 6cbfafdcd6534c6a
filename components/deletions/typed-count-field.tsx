"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Input } from "@/components/ui/input";

/** Asks for the number of source files; the server reads what was typed once more. */
export function TypedCountField(props: { label: ReactNode; value: string; onChange: (typed: string) => void }) {
  const t = useTranslations("deletions.consent");
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm">
        {props.label}
      </label>
      <Input
        id={id}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        className="max-w-48 tabular-nums"
      />
      <p id={`${id}-hint`} className="text-ink-muted text-xs">
        {t("typeHint")}
      </p>
    </div>
  );
}
