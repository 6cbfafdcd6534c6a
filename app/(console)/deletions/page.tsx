import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeletionList } from "@/components/deletions/deletion-list";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session.ts";
import { container } from "@/lib/container.ts";
import { listDeletions } from "@/lib/engine/list-deletions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("deletions.list");
  return { title: t("title") };
}

/** `/deletions`: what ran, what runs, what waits for a decision. */
export default async function DeletionsPage() {
  await requireSession();
  const [t, initial] = await Promise.all([
    getTranslations("deletions.list"),
    container().then((c) => listDeletions(c, {})),
  ]);
  return (
    <div className="mx-auto grid max-w-7xl gap-5">
      <PageHeader title={t("title")} description={t("intro")} />
      <Messages namespaces={["deletions"]}>
        <DeletionList initial={initial} />
      </Messages>
    </div>
  );
}
