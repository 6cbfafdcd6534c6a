"use client";

import { useTranslations } from "next-intl";
import type { ReactNode, Ref } from "react";
import { FilterMenu, type FilterOption } from "@/components/ui/filter-menu";
import type { VideoFilter } from "@/lib/catalog/filter.ts";
import { useFilterWords } from "./filter-words";
import { RangeFilter } from "./range-filter";
import {
  boundOf,
  bytesFromMegabytes,
  dayOf,
  lastDayBefore,
  megabytesFromBytes,
  minutesFromSeconds,
  secondsFromMinutes,
  startOfDay,
} from "./range-units";
import { SearchField } from "./search-field";
import { useFacets } from "./use-facets";
import { useVideoWords } from "./video-words";

/** Search and every filter there is. What is chosen goes to the URL at once. */
export function FilterBar(props: {
  filter: VideoFilter;
  categories: readonly FilterOption[];
  onChange: (changes: Partial<VideoFilter>) => void;
  onSearch: (text: string | null) => void;
  searchField: Ref<HTMLInputElement>;
  /** What else stands in the row, at its end. */
  children: ReactNode;
}) {
  const t = useTranslations("videos.filters");
  const { options } = useVideoWords();
  const words = useFilterWords(props.categories);
  const { filter, onChange } = props;
  const facets = useFacets(filter);
  const menu = (key: "status" | "storageClass" | "transcodeMode") => (
    <FilterMenu
      {...facets.menuOf(key, options(key, [...filter[key], ...facets.valuesOf(key)]))}
      label={t(key)}
      value={filter[key]}
      onChange={(value) => onChange({ [key]: value })}
    />
  );
  return (
    // The filters wrap among themselves, so that what stands at the end stays in the first row.
    <div className="flex shrink-0 items-start justify-between gap-2 max-sm:-mx-gutter max-sm:overflow-x-auto max-sm:px-gutter max-sm:py-0.5">
      <div className="flex flex-wrap items-center gap-1.5 max-sm:flex-nowrap 2xl:gap-2">
        <SearchField value={filter.q} onSearch={props.onSearch} field={props.searchField} />
        {menu("status")}
        <FilterMenu
          {...facets.menuOf("cateId", props.categories)}
          label={t("category")}
          value={filter.cateId}
          onChange={(cateId) => onChange({ cateId })}
        />
        <RangeFilter
          label={t("size")}
          summary={words.size(filter)}
          type="number"
          unit={t("megabytes")}
          unknown={t("onlySizeUnknown")}
          value={{
            from: megabytesFromBytes(filter.minBytes),
            to: megabytesFromBytes(filter.maxBytes),
            unknown: filter.size === "unknown",
          }}
          onChange={({ from, to, unknown }) =>
            onChange({
              size: unknown ? "unknown" : null,
              minBytes: bytesFromMegabytes(from),
              maxBytes: bytesFromMegabytes(to),
            })
          }
        />
        <RangeFilter
          label={t("duration")}
          summary={words.duration(filter)}
          type="number"
          unit={t("minutes")}
          value={{ from: minutesFromSeconds(filter.minSeconds), to: minutesFromSeconds(filter.maxSeconds) }}
          onChange={({ from, to }) =>
            onChange({
              minSeconds: boundOf(from, filter.minSeconds, minutesFromSeconds, secondsFromMinutes),
              maxSeconds: boundOf(to, filter.maxSeconds, minutesFromSeconds, secondsFromMinutes),
            })
          }
        />
        <RangeFilter
          label={t("created")}
          summary={words.created(filter)}
          type="date"
          value={{ from: dayOf(filter.createdFrom), to: lastDayBefore(filter.createdBefore) }}
          onChange={({ from, to }) =>
            onChange({
              createdFrom: boundOf(from, filter.createdFrom, dayOf, startOfDay),
              createdBefore: boundOf(to, filter.createdBefore, lastDayBefore, (day) => startOfDay(day, 1)),
            })
          }
        />
        {menu("transcodeMode")}
        {menu("storageClass")}
        <FilterMenu
          {...facets.menuOf("mezzanine", options("mezzanine", filter.mezzanine))}
          label={t("mezzanine")}
          value={filter.mezzanine}
          onChange={(value) =>
            onChange({ mezzanine: filterKnown(value, ["unknown", "present", "gone", "busy"]) })
          }
        />
        <FilterMenu
          {...facets.menuOf("kind", options("kind", filter.kind))}
          label={t("kind")}
          value={filter.kind}
          onChange={(value) => onChange({ kind: filterKnown(value, ["video", "audio"]) })}
        />
      </div>
      <div className="flex shrink-0 gap-2">{props.children}</div>
    </div>
  );
}

function filterKnown<T extends string>(values: readonly string[], known: readonly T[]): T[] {
  return known.filter((one) => values.includes(one));
}
