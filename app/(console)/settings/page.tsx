import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PricesSection } from "@/components/settings/prices-section";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { atLeast } from "@/lib/auth/roles.ts";
import { requireSession } from "@/lib/auth/session.ts";
import { container } from "@/lib/container.ts";
import { readPrices } from "@/lib/settings/store-prices.ts";
import { savePricesAction } from "./prices-actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

/** `/settings`: how the console is set, one section each. Everybody may look; an administrator changes. */
export default async function SettingsPage() {
  const { user } = await requireSession();
  const { db, environment } = await container();
  const [t, prices] = await Promise.all([getTranslations("settings"), readPrices(db, environment.id)]);
  return (
    <div className="mx-auto grid max-w-4xl gap-5">
      <PageHeader title={t("title")} description={t("intro")} />
      <Messages namespaces={["prices", "errors"]}>
        <PricesSection stored={prices} save={atLeast(user.role, "admin") ? savePricesAction : null} />
      </Messages>
    </div>
  );
}
