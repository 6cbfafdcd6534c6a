import { ShieldOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Section } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import type { ProtectionView, RemovedProtectionView } from "@/lib/engine/list-protections.ts";
import { ProtectionForm } from "./protection-form";
import { ProtectionTable } from "./protection-table";
import type { AddProtection, RemoveProtection } from "./setting-actions";

/** What must not be deleted, why, and since when; what was removed stays readable below. */
export function ProtectionsSection(props: {
  rules: { active: readonly ProtectionView[]; removed: readonly RemovedProtectionView[] };
  categories: readonly { cateId: number; path: string }[];
  mayChange: boolean;
  add: AddProtection;
  remove: RemoveProtection;
}) {
  const t = useTranslations("protections");
  const { active, removed } = props.rules;
  return (
    <Section title={t("title")} description={t("description")} flush>
      <div className="px-4 py-4 sm:px-5">
        <Banner tone="accent" title={t("holds")}>
          {t("holdsText")}
        </Banner>
      </div>
      {props.mayChange ? (
        <ProtectionForm categories={props.categories} add={props.add} />
      ) : (
        <p className="px-4 pb-4 text-ink-muted text-sm sm:px-5">{t("adminsOnly")}</p>
      )}
      <div className="border-line border-t">
        {active.length > 0 ? (
          <ProtectionTable
            caption={t("caption")}
            rules={active}
            remove={props.mayChange ? props.remove : null}
          />
        ) : (
          <EmptyState icon={ShieldOff} title={t("emptyTitle")}>
            {t("empty")}
          </EmptyState>
        )}
      </div>
      {removed.length > 0 && (
        <Disclosure summary={t("history", { count: removed.length })} className="px-4 py-2 sm:px-5">
          <ProtectionTable caption={t("historyCaption")} rules={removed} remove={null} />
        </Disclosure>
      )}
    </Section>
  );
}
