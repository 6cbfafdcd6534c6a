import { SearchX } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** There is no such deletion in this environment. */
export default async function DeletionNotFound() {
  const t = await getTranslations("deletions.notFound");
  return (
    <EmptyState
      icon={SearchX}
      title={t("title")}
      actions={
        <Link href="/deletions" className={buttonClass()}>
          {t("action")}
        </Link>
      }
    >
      {t("text")}
    </EmptyState>
  );
}
