import { categoryPaths } from "./category-paths.ts";
import { EMPTY_FILTER, filterToText, NONE, type VideoFilter } from "./filter.ts";
import type { LibraryCount, Need } from "./library-count.ts";
import { bandEdges } from "./size-bands.ts";

/** Sizes are bytes; `unsized` videos are in `count`, and have none. */
export type OverviewAmount = { count: number; bytes: number; unsized: number };

/** One bar of a chart, and the filter of `/videos` that finds exactly what it counts; null where none can. */
export type OverviewBar = OverviewAmount & { key: string; filterText: string | null };

export type OverviewBars = {
  all: OverviewBar;
  needs: Record<Need, OverviewBar>;
  /** The largest first; `label` is the way from VOD's root, null for videos without a category. */
  categories: (OverviewBar & { label: string | null })[];
  /** Newest first, in UTC; the key is 2026-01. */
  months: OverviewBar[];
  /** The largest first; the key is VOD's word. */
  storageClasses: OverviewBar[];
  /** The smallest first; the key is the place in `SIZE_BANDS`, or `none`. */
  bands: OverviewBar[];
};

type Node = Parameters<typeof categoryPaths>[0][number];

/** All bars but `gone` speak of sources that may be there. */
const NOT_GONE = { mezzanine: ["unknown", "present", "busy"] } satisfies Partial<VideoFilter>;
const AT_REST = { mezzanine: ["unknown", "present"] } satisfies Partial<VideoFilter>;

const NEED_FILTERS: Record<Need, Partial<VideoFilter>> = {
  "without-force": { ...AT_REST, transcodeMode: ["FastTranscode"] },
  "with-force": { ...AT_REST, transcodeMode: ["NoTranscode", "AsyncTranscode"] },
  "mode-unknown": { ...AT_REST, transcodeMode: [NONE] },
  busy: { mezzanine: ["busy"] },
  gone: { mezzanine: ["gone"] },
};

/** The charts of the overview, from what was counted. */
export function overviewBars(counted: LibraryCount, tree: readonly Node[]): OverviewBars {
  const paths = new Map(categoryPaths(tree).map(({ cateId, path }) => [cateId, path]));
  const needOf = (need: Need) =>
    bar(need, sum(counted.needs.filter((row) => row.need === need)), NEED_FILTERS[need]);
  const there = counted.needs.filter((row) => row.need !== "gone");
  const classes = Map.groupBy(there, (row) => row.storageClass ?? NONE);
  return {
    all: bar("all", sum(there), NOT_GONE),
    needs: {
      "without-force": needOf("without-force"),
      "with-force": needOf("with-force"),
      "mode-unknown": needOf("mode-unknown"),
      busy: needOf("busy"),
      gone: needOf("gone"),
    },
    categories: counted.categories
      .map(({ cateId, cateName, ...amount }) => {
        const key = cateId === null ? NONE : String(cateId);
        const label = cateId === null ? null : (paths.get(cateId) ?? cateName ?? key);
        return { ...bar(key, amount, { ...NOT_GONE, cateId: [key] }), label };
      })
      .sort(largestFirst),
    months: counted.months
      .map(({ month, ...amount }) => bar(month, amount, { ...NOT_GONE, ...monthRange(month) }))
      .sort((a, b) => (a.key < b.key ? 1 : -1)),
    storageClasses: [...classes]
      .map(([key, rows]) => bar(key, sum(rows), { ...NOT_GONE, storageClass: [key] }))
      .sort(largestFirst),
    bands: counted.bands
      .toSorted((a, b) => (a.band ?? Number.POSITIVE_INFINITY) - (b.band ?? Number.POSITIVE_INFINITY))
      .map(({ band, ...amount }) =>
        band === null
          ? bar(NONE, amount, { ...NOT_GONE, size: "unknown" })
          : bar(String(band), amount, { ...NOT_GONE, ...bandEdges(band) }),
      ),
  };
}

/** What all of these count together, and the filter up to the last of them: for months, which are in a row. */
export function monthsUpTo(months: readonly OverviewBar[]): OverviewBar | null {
  const [newest] = months;
  if (!newest) return null;
  const { createdBefore } = monthRange(newest.key);
  return bar("older", sum(months), { ...NOT_GONE, createdBefore });
}

export function sum(amounts: readonly OverviewAmount[]): OverviewAmount {
  return amounts.reduce<OverviewAmount>(
    (all, one) => ({
      count: all.count + one.count,
      bytes: all.bytes + one.bytes,
      unsized: all.unsized + one.unsized,
    }),
    { count: 0, bytes: 0, unsized: 0 },
  );
}

function bar(key: string, amount: OverviewAmount, filter: Partial<VideoFilter> | null): OverviewBar {
  const { count, bytes, unsized } = amount;
  const filterText = filter && filterToText({ ...EMPTY_FILTER, ...filter });
  return { key, count, bytes, unsized, filterText };
}

function monthRange(month: string): { createdFrom: Date; createdBefore: Date } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return {
    createdFrom: new Date(Date.UTC(year, number - 1)),
    createdBefore: new Date(Date.UTC(year, number)),
  };
}

function largestFirst(a: OverviewBar, b: OverviewBar): number {
  return b.bytes - a.bytes || b.count - a.count || (a.key < b.key ? -1 : 1);
}
