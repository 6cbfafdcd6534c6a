"use client";

import { useTranslations } from "next-intl";
import type { FilterOption } from "@/components/ui/filter-menu";
import { useFormats } from "@/components/ui/format";
import { NONE, type VideoFilter } from "@/lib/catalog/filter.ts";
import { useVideoWords, type WordGroup } from "./video-words";

export type ActiveFilter = { key: string; label: string; value: string; without: Partial<VideoFilter> };

const GROUPS = [
  "status",
  "storageClass",
  "transcodeMode",
  "mezzanine",
  "kind",
] as const satisfies WordGroup[];

/** What is filtered, in words: one entry per part, with the change that takes it away. */
export function useFilterWords(categories: readonly FilterOption[]) {
  const t = useTranslations("videos.filters");
  const { word } = useVideoWords();
  const formats = useFormats();

  const between = (from: string | null, to: string | null): string | null => {
    if (from !== null && from === to) return from;
    if (from !== null && to !== null) return t("between", { from, to });
    if (from !== null) return t("atLeast", { from });
    return to === null ? null : t("atMost", { to });
  };
  const size = (f: VideoFilter) =>
    f.size === "unknown"
      ? t("sizeUnknown")
      : between(shown(f.minBytes, formats.exactBytes), shown(f.maxBytes, formats.exactBytes));
  const duration = (f: VideoFilter) =>
    between(shown(f.minSeconds, formats.clock), shown(f.maxSeconds, formats.clock));
  /** Days, where they begin and end with days of the reader's; the months of the overview are those of UTC. */
  const created = (f: VideoFilter) =>
    between(
      shown(f.createdFrom, (start) =>
        formats.beginsDay(start) ? formats.date(start) : formats.minute(start),
      ),
      shown(f.createdBefore, (end) =>
        formats.beginsDay(end) ? formats.date(new Date(end.getTime() - 1)) : formats.minute(end),
      ),
    );
  const category = (id: string) =>
    categories.find((one) => one.value === id)?.label ?? (id === NONE ? t("noCategory") : id);

  /** @param listName what the list is called that it names */
  const active = (f: VideoFilter, listName: string): ActiveFilter[] => {
    const parts: (ActiveFilter | null)[] = [
      f.q === null
        ? null
        : { key: "q", label: t("searchChip"), value: t("quoted", { text: f.q }), without: { q: null } },
      f.onList === null
        ? null
        : { key: "onList", label: t("list"), value: listName, without: { onList: null } },
      list("cateId", t("category"), f.cateId.map(category), { cateId: [] }),
      ...GROUPS.map((key) =>
        list(
          key,
          t(key),
          f[key].map((v) => word(key, v)),
          { [key]: [] },
        ),
      ),
      f.forced === null
        ? null
        : { key: "forced", label: t("forced"), value: t("neverForced"), without: { forced: null } },
      range("size", t("size"), size(f), { size: null, minBytes: null, maxBytes: null }),
      range("duration", t("duration"), duration(f), { minSeconds: null, maxSeconds: null }),
      range("created", t("created"), created(f), { createdFrom: null, createdBefore: null }),
    ];
    return parts.filter((part) => part !== null);
  };
  return { active, size, duration, created };
}

function shown<T>(value: T | null, format: (value: T) => string): string | null {
  return value === null ? null : format(value);
}

function list(
  key: string,
  label: string,
  values: string[],
  without: Partial<VideoFilter>,
): ActiveFilter | null {
  return values.length === 0 ? null : { key, label, value: values.join(", "), without };
}

function range(
  key: string,
  label: string,
  value: string | null,
  without: Partial<VideoFilter>,
): ActiveFilter | null {
  return value === null ? null : { key, label, value, without };
}
