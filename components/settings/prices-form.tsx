"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { announce } from "@/components/ui/announce";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionErrorCode, ActionResult } from "@/lib/actions/errors.ts";
import { isCurrency, isPrice, PRICED_CLASSES, type Prices } from "@/lib/settings/prices.ts";

/** What is stored, and its version, which a change of it carries back. */
export type ShownPrices = { prices: Prices | null; version: string | null };
export type SavePrices = (change: ShownPrices) => Promise<ActionResult<ShownPrices>>;

type Entries = { currency: string } & Partial<Record<(typeof PRICED_CLASSES)[number], string>>;
type Failure = { code: ActionErrorCode; reference?: string };

/** One currency, and a price for each storage class that has one. Empty fields are no price, not zero. */
export function PricesForm(props: { stored: ShownPrices; save: SavePrices }) {
  const t = useTranslations("prices");
  const [stored, setStored] = useState(props.stored);
  const [entries, setEntries] = useState<Entries>(() => entriesOf(props.stored.prices));
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState(false);
  const priced = PRICED_CLASSES.filter((name) => entered(entries[name]) !== "");
  const currency = entered(entries.currency).toUpperCase();
  const wrongCurrency = priced.length > 0 ? !isCurrency(currency) : currency !== "" && !isCurrency(currency);
  const wrong = priced.filter((name) => !isPrice(entered(entries[name])));

  const change = (entry: Partial<Entries>) => {
    setEntries({ ...entries, ...entry });
    setSaved(false);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (pending || wrongCurrency || wrong.length > 0) return;
    setPending(true);
    const perGbMonth = Object.fromEntries(priced.map((name) => [name, entered(entries[name])]));
    const prices = priced.length > 0 ? { currency, perGbMonth } : null;
    const result = await props.save({ prices, version: stored.version }).catch(() => null);
    setPending(false);
    setFailure(result === null ? { code: "unavailable" } : result.ok ? null : result.error);
    if (!result?.ok) return;
    setStored(result.data);
    setEntries(entriesOf(result.data.prices));
    setTried(false);
    setSaved(true);
    announce(t("saved"));
  };

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label={t("currency")}
        hint={t("currencyHint")}
        error={tried && wrongCurrency && t("currencyWrong")}
      >
        {(control) => (
          <Input
            {...control}
            value={entries.currency}
            maxLength={3}
            autoComplete="off"
            spellCheck={false}
            className="max-w-40 uppercase"
            onChange={(event) => change({ currency: event.currentTarget.value })}
          />
        )}
      </Field>
      <fieldset className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <legend className="mb-2 text-ink-muted text-xs">{t("perGbMonth")}</legend>
        {PRICED_CLASSES.map((name) => (
          <Field
            key={name}
            label={t(`class.${name}`)}
            optional={t("optional")}
            error={tried && wrong.includes(name) && t("priceWrong")}
          >
            {(control) => (
              <Input
                {...control}
                value={entries[name] ?? ""}
                maxLength={20}
                inputMode="decimal"
                autoComplete="off"
                className="text-right tabular-nums"
                onChange={(event) => change({ [name]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
      </fieldset>
      {failure && <FailureNote failure={failure} />}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" pending={pending}>
          {t("save")}
        </Button>
        {saved && <span className="text-ok-ink text-sm">{t("saved")}</span>}
      </div>
    </form>
  );
}

function FailureNote({ failure: { code, reference } }: { failure: Failure }) {
  const t = useTranslations("errors");
  return (
    <Banner tone="danger" role="alert" title={t(`${code}.what`)}>
      {t(`${code}.meaning`)} {t(`${code}.todo`)} {reference && t("reference", { reference })}
    </Banner>
  );
}

function entriesOf(prices: Prices | null): Entries {
  return { currency: prices?.currency ?? "", ...prices?.perGbMonth };
}

/** Full-width digits and points, as Chinese keyboards give them, are digits and points. */
function entered(text: string | undefined): string {
  return (text ?? "").normalize("NFKC").trim();
}
