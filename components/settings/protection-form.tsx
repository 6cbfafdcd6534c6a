"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Segmented } from "@/components/ui/segmented";
import { PROTECTION_KINDS, type ProtectionKind } from "@/lib/deletion/protection.ts";
import { ChangeFailureNote } from "./change-failure-note";
import { PROTECTION_LOOK } from "./protection-look";
import type { AddProtection, ChangeFailure } from "./setting-actions";
import { useChange } from "./use-change";

const FAULTS = ["unknown", "empty", "too-long", "bad-characters", "comma", "no-category"] as const;

/** Adds a rule. What the server finds wrong stands at the field it is about. */
export function ProtectionForm(props: {
  categories: readonly { cateId: number; path: string }[];
  add: AddProtection;
}) {
  const t = useTranslations("protections");
  const headingId = useId();
  const [kind, setKind] = useState<ProtectionKind>("tag");
  const [value, setValue] = useState("");
  const [reason, setReason] = useState("");
  const { run, pending, failure, clear } = useChange();
  const fault = (field: string) => faultOf(failure, field);
  const error = (field: string) => {
    const found = fault(field);
    return found && t(`fault.${found}`);
  };
  const atField = ["kind", "value", "reason"].some(fault);

  function submit(event: FormEvent) {
    event.preventDefault();
    run(
      () => props.add({ kind, value, reason }),
      () => {
        notify({ text: t("form.done"), tone: "ok" });
        setValue("");
        setReason("");
      },
    );
  }

  return (
    <form onSubmit={submit} aria-labelledby={headingId} className="grid gap-4 px-4 pb-5 sm:px-5">
      <h3 id={headingId} className="font-semibold text-sm">
        {t("form.title")}
      </h3>
      <div className="max-w-sm">
        <Segmented
          label={t("form.kind")}
          options={PROTECTION_KINDS.map((one) => {
            const Icon = PROTECTION_LOOK[one];
            return { value: one, label: t(`kind.${one}`), icon: <Icon aria-hidden /> };
          })}
          value={kind}
          onChange={(next) => {
            setKind(next);
            setValue("");
            clear();
          }}
        />
      </div>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Field
          label={t(`form.${kind}`)}
          hint={
            kind === "category" && props.categories.length === 0
              ? t("form.noCategories")
              : t(`form.${kind}Hint`)
          }
          error={error("value")}
        >
          {(control) =>
            kind === "category" ? (
              <Select {...control} value={value} onChange={(event) => setValue(event.target.value)}>
                <option value="">{t("form.chooseCategory")}</option>
                {props.categories.map(({ cateId, path }) => (
                  <option key={cateId} value={cateId}>
                    {path}
                  </option>
                ))}
              </Select>
            ) : (
              <Input
                {...control}
                value={value}
                onChange={(event) => setValue(event.target.value)}
                autoComplete="off"
                spellCheck={false}
                className={kind === "video" ? "font-mono" : ""}
              />
            )
          }
        </Field>
        <Field label={t("form.reason")} hint={t("form.reasonHint")} error={error("reason")}>
          {(control) => (
            <Input
              {...control}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              autoComplete="off"
            />
          )}
        </Field>
      </div>
      <ChangeFailureNote failure={atField ? null : failure} />
      <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
        {t("form.add")}
      </Button>
    </form>
  );
}

function faultOf(failure: ChangeFailure | null, field: string): (typeof FAULTS)[number] | undefined {
  if (failure?.code !== "invalid-input" || failure.detail?.field !== field) return undefined;
  return FAULTS.find((fault) => fault === failure.detail?.fault);
}
