import { Compass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** An address that leads nowhere. */
export default function NotFound() {
  const t = useTranslations("common.notFound");
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <EmptyState
        icon={Compass}
        title={t("title")}
        headingLevel={1}
        actions={
          <Link href="/videos" className={buttonClass()}>
            {t("back")}
          </Link>
        }
      >
        {t("text")}
      </EmptyState>
    </main>
  );
}
