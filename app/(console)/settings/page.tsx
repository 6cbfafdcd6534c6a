import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConnectionSection } from "@/components/settings/connection-section";
import { PricesSection } from "@/components/settings/prices-section";
import { ProtectionsSection } from "@/components/settings/protections-section";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { atLeast } from "@/lib/auth/roles.ts";
import { requireSession } from "@/lib/auth/session.ts";
import { categoryPaths } from "@/lib/catalog/category-paths.ts";
import { listCategories } from "@/lib/catalog/queries.ts";
import { container } from "@/lib/container.ts";
import { listProtections } from "@/lib/engine/list-protections.ts";
import { readPrices } from "@/lib/settings/store-prices.ts";
import { savePricesAction } from "./prices-actions";
import { addProtectionAction, removeProtectionAction } from "./protections-actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

/** `/settings`: how the console is set, one section each. Everybody may look; an administrator changes. */
export default async function SettingsPage() {
  const { user } = await requireSession();
  const c = await container();
  const { db, environment } = c;
  const [t, prices, rules, tree] = await Promise.all([
    getTranslations("settings"),
    readPrices(db, environment.id),
    listProtections(c),
    listCategories(db, environment.id),
  ]);
  const mayChange = atLeast(user.role, "admin");
  return (
    <div className="mx-auto grid max-w-4xl gap-5">
      <PageHeader title={t("title")} description={t("intro")} />
      <Messages namespaces={["connection", "protections", "prices", "errors"]}>
        <ConnectionSection environment={environment} rates={c.env.rates} />
        <ProtectionsSection
          rules={rules}
          categories={categoryPaths(tree)}
          mayChange={mayChange}
          add={addProtectionAction}
          remove={removeProtectionAction}
        />
        <PricesSection stored={prices} save={mayChange ? savePricesAction : null} />
      </Messages>
    </div>
  );
}
