"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Asks for the number of source files; the server reads what was typed once more. */
export function TypedCountField(props: {
  count: number;
  label: ReactNode;
  value: string;
  onChange: (typed: string) => void;
}) {
  const t = useTranslations("deletions.consent");
  return (
    <Field
      label={<span className="font-normal">{props.label}</span>}
      hint={t("typeHint", { long: String(props.count >= 1000) })}
    >
      {(control) => (
        <Input
          {...control}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-48 tabular-nums"
        />
      )}
    </Field>
  );
}
