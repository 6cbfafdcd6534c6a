import { getTranslations } from "next-intl/server";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["a", "b", "c", "d", "e", "f"];

/** The list's shape until it is read. */
export default async function DeletionsLoading() {
  const t = await getTranslations("deletions.list");
  return (
    <div className="mx-auto grid max-w-7xl gap-5" aria-busy>
      <p className="sr-only">{t("loading")}</p>
      <Skeleton className="h-8 w-48" />
      <div className="grid gap-px overflow-hidden rounded-lg border border-line bg-surface">
        {ROWS.map((row) => (
          <div key={row} className="flex items-center gap-6 px-4 py-4">
            <Skeleton className="h-5 w-24 rounded-full" />
            <Skeleton className="h-5 flex-1" />
            <Skeleton className="h-5 w-28" />
          </div>
        ))}
      </div>
    </div>
  );
}
