"use client";

import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/card";
import { KeyValues } from "@/components/ui/key-values";
import { PRICED_CLASSES } from "@/lib/settings/prices.ts";
import { PricesForm, type SavePrices, type ShownPrices } from "./prices-form";

/** What storage costs; `save` is null for those who may only look. */
export function PricesSection(props: { stored: ShownPrices; save: SavePrices | null }) {
  const t = useTranslations("prices");
  const { prices } = props.stored;
  return (
    <div id="prices" className="scroll-mt-32">
      <Section title={t("title")} description={t("text")}>
        {props.save ? (
          <PricesForm stored={props.stored} save={props.save} />
        ) : prices ? (
          <KeyValues
            rows={PRICED_CLASSES.flatMap((name) => {
              const price = prices.perGbMonth[name];
              const value = t("shown", { price: price ?? "", currency: prices.currency });
              return price === undefined ? [] : [{ key: name, label: t(`class.${name}`), value }];
            })}
          />
        ) : (
          <p className="text-ink-muted text-sm">{t("none")}</p>
        )}
      </Section>
    </div>
  );
}
