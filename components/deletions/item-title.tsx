import { Film } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ItemView } from "@/lib/engine/views.ts";

/** Picture, title and id of one item. */
export function ItemTitle({ item }: { item: Pick<ItemView, "title" | "videoId" | "coverUrl"> }) {
  const t = useTranslations("deletions.items");
  return (
    <span className="flex min-w-0 items-center gap-3">
      <span className="hidden h-8 w-14 shrink-0 items-center justify-center overflow-hidden rounded bg-sunken text-ink-muted sm:flex">
        {item.coverUrl ? (
          // biome-ignore lint/performance/noImgElement: the image optimiser is off by design (design §9)
          <img src={item.coverUrl} alt="" loading="lazy" className="size-full object-cover" />
        ) : (
          <Film aria-hidden className="size-4" />
        )}
      </span>
      <span className="min-w-0">
        <span className="block truncate">{item.title ?? t("untitled")}</span>
        <span className="block truncate font-mono text-ink-muted text-xs">{item.videoId}</span>
      </span>
    </span>
  );
}
