"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useListName } from "@/components/lists/use-list-name";
import { Button } from "@/components/ui/button";
import type { FilterOption } from "@/components/ui/filter-menu";
import type { VideoFilter } from "@/lib/catalog/filter.ts";
import { useFilterWords } from "./filter-words";
import { usePartWords } from "./use-part-words";

/** What is filtered now, each with a way to take it away, and the parts of the URL that made no sense. */
export default function ActiveFilters(props: {
  filter: VideoFilter;
  dropped: readonly string[];
  categories: readonly FilterOption[];
  onChange: (changes: Partial<VideoFilter>) => void;
  onClear: () => void;
  /** The list that the filter names does not exist. */
  onGone: (listId: string) => void;
}) {
  const t = useTranslations("videos.filters");
  const words = usePartWords();
  const { onGone } = props;
  const { onList } = props.filter;
  const list = useListName(onList);
  const active = useFilterWords(props.categories).active(props.filter, list.name);
  const dropped = props.dropped.filter((part) => part !== "onList");
  useEffect(() => {
    if (list.gone && onList !== null) onGone(onList);
  }, [list.gone, onList, onGone]);
  return (
    <div className="flex flex-wrap items-center gap-2 text-xs">
      {active.length > 0 && (
        <ul aria-label={t("active")} className="flex min-w-0 flex-wrap gap-2">
          {active.map((part) => (
            <li
              key={part.key}
              className="inline-flex min-h-7 min-w-0 max-w-full items-center gap-1 rounded-[0.875rem] border border-accent-line bg-accent-soft py-0.5 pr-0.5 pl-3 text-accent-ink"
            >
              <span className="line-clamp-2 max-w-80 break-words">
                {t("chip", { label: part.label, value: part.value })}
              </span>
              <button
                type="button"
                aria-label={t("remove", { label: part.label })}
                onClick={() => props.onChange(part.without)}
                className="grid size-6 shrink-0 place-items-center rounded-full hover:bg-hover"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {props.dropped.length > 0 && (
        <p role="status" className="text-warn-ink">
          {dropped.length < props.dropped.length && t("listGone")}{" "}
          {dropped.length > 0 && t("dropped", { parts: words(dropped) })}
        </p>
      )}
      <Button variant="ghost" size="sm" onClick={props.onClear}>
        {t("clear")}
      </Button>
    </div>
  );
}
