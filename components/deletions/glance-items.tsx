"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { useFormats } from "@/components/ui/format";
import { VideoPicture } from "@/components/videos/video-picture";
import type { GlanceItem } from "@/lib/engine/read-group-glance.ts";

/** A few videos of a group, each with picture, title, size and day: in a row, or as larger tiles. */
export function GlanceItems(props: {
  title: string;
  note?: string;
  items: readonly GlanceItem[];
  tiles?: boolean;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid min-w-0 content-start gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h4 id={id} className="text-sm">
          {props.title}
        </h4>
        {props.note && <p className="text-ink-muted text-xs">{props.note}</p>}
      </div>
      <ul className={props.tiles ? "grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-6" : "grid gap-2"}>
        {props.items.map((item) => (
          <li
            key={item.seq}
            className={props.tiles ? "grid min-w-0 content-start gap-1.5" : "flex min-w-0 items-center gap-3"}
          >
            <VideoPicture
              src={item.coverUrl}
              kind={item.kind}
              className={props.tiles ? "w-full" : "h-10 shrink-0"}
            />
            <Words item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Words({ item }: { item: GlanceItem }) {
  const t = useTranslations("deletions");
  const formats = useFormats();
  return (
    <span className="grid min-w-0 text-sm">
      <span className="truncate" title={item.videoId}>
        {item.title ?? t("items.untitled")}
      </span>
      <span className="text-ink-muted text-xs tabular-nums">
        {t("glance.facts", {
          size: item.sizeBytes === null ? t("glance.sizeUnknown") : formats.bytes(item.sizeBytes),
          created:
            item.createdAt === null ? t("glance.createdUnknown") : formats.date(new Date(item.createdAt)),
        })}
      </span>
    </span>
  );
}
