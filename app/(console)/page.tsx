import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { Messages } from "@/components/shell/messages";
import { atLeast } from "@/lib/auth/roles.ts";
import { requireSession } from "@/lib/auth/session.ts";
import { syncStatus } from "@/lib/catalog/sync-status.ts";
import { container } from "@/lib/container.ts";
import { readOverview } from "@/lib/engine/read-overview.ts";
import { refreshCatalogAction } from "./videos/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overview"))("title") };
}

/** `/`: where the bytes are. The figures are counted by the worker; nothing is counted for a visit. */
export default async function OverviewPage() {
  const { user } = await requireSession();
  const c = await container();
  const [view, sync] = await Promise.all([
    readOverview(c),
    syncStatus(c.db, c.environment.id, c.env.catalog),
  ]);
  return (
    <Messages namespaces={["overview", "videos", "deletions", "errors"]}>
      <OverviewScreen
        initial={view}
        initialSync={sync}
        refresh={atLeast(user.role, "operator") ? refreshCatalogAction : null}
        mayPrice={atLeast(user.role, "admin")}
      />
    </Messages>
  );
}
