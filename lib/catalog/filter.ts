/**
 * What a person filters the catalog by, and its one text form: the URL's query, also stored with a deletion.
 * Shared with the browser, so it stays free of SQL and of schema libraries; see `filter-conditions.ts`.
 */

export const MEZZANINE_STATES = ["unknown", "present", "gone", "busy"] as const;
export type CatalogMezzanineState = (typeof MEZZANINE_STATES)[number];
export const MEDIA_KINDS = ["video", "audio"] as const;
/** In `cateId`, `storageClass` and `transcodeMode`: VOD gave no value. */
export const NONE = "none";

export type VideoFilter = {
  /** Part of the title or the tags, any letter case and width, or the beginning of an id as it stands. */
  q: string | null;
  status: string[];
  /** Category ids as text, or `none`. */
  cateId: string[];
  storageClass: string[];
  transcodeMode: string[];
  mezzanine: CatalogMezzanineState[];
  kind: ("video" | "audio")[];
  /** `never`: this console has sent no deletion of it with Force. */
  forced: "never" | null;
  /** The id of a list that somebody brought and made a selection: only what it names. */
  onList: string | null;
  /** `unknown`: VOD gave no size. */
  size: "unknown" | null;
  minBytes: number | null;
  maxBytes: number | null;
  minSeconds: number | null;
  maxSeconds: number | null;
  createdFrom: Date | null;
  /** Exclusive. */
  createdBefore: Date | null;
};

export const EMPTY_FILTER: VideoFilter = {
  q: null,
  status: [],
  cateId: [],
  storageClass: [],
  transcodeMode: [],
  mezzanine: [],
  kind: [],
  forced: null,
  onList: null,
  size: null,
  minBytes: null,
  maxBytes: null,
  minSeconds: null,
  maxSeconds: null,
  createdFrom: null,
  createdBefore: null,
};

export type FilterKey = keyof VideoFilter;

/** The order of the canonical text. The names are those of the URL. */
export const FILTER_KEYS = [
  "q",
  "status",
  "cateId",
  "storageClass",
  "transcodeMode",
  "mezzanine",
  "kind",
  "forced",
  "onList",
  "size",
  "minBytes",
  "maxBytes",
  "minSeconds",
  "maxSeconds",
  "createdFrom",
  "createdBefore",
] as const satisfies readonly FilterKey[];

/** The parts that choose among a few values; what a video has none of is `none`. */
export const FACETS = [
  "status",
  "cateId",
  "storageClass",
  "transcodeMode",
  "mezzanine",
  "kind",
] as const satisfies readonly FilterKey[];
export type Facet = (typeof FACETS)[number];

const MAX_SEARCH_LENGTH = 200;
const MAX_VALUES = 100;
const WORD = /^[A-Za-z0-9_.-]{1,64}$/;
const LIST_ID = /^[0-9a-f-]{36}$/;
const CATEGORY = /^(none|-?\d{1,15})$/;
// Control characters: PostgreSQL takes no NUL in a text, and nobody types the others.
const CONTROL = /\p{Cc}/gu;

/** A filter as it was read, and the names of the parts that made no sense and were left out. */
export type ReadFilter = { filter: VideoFilter; dropped: string[] };

/**
 * Reads the filter's parts out of a URL's query; other parameters of the URL are passed over. A part that
 * makes no sense is left out and named, so that the page can say so instead of staying blank.
 */
export function readFilter(params: { get(key: string): string | null }): ReadFilter {
  const dropped: string[] = [];
  const word = (key: FilterKey, isValid: (value: string) => boolean = (v) => WORD.test(v)) => {
    const raw = params.get(key);
    if (raw === null || raw === "") return [];
    const values = [...new Set(raw.split(","))].sort();
    const good = values.filter(isValid);
    if (good.length < values.length || good.length > MAX_VALUES) dropped.push(key);
    return good.slice(0, MAX_VALUES);
  };
  const amount = (key: FilterKey, whole: boolean) => {
    const raw = params.get(key);
    if (raw === null || raw === "") return null;
    const value = Number(raw);
    if (
      /^\d+(\.\d+)?$/.test(raw) &&
      value <= Number.MAX_SAFE_INTEGER &&
      (!whole || Number.isInteger(value))
    ) {
      return value;
    }
    dropped.push(key);
    return null;
  };
  const instant = (key: FilterKey) => {
    const raw = params.get(key);
    if (raw === null || raw === "") return null;
    const value = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(raw) ? new Date(raw) : new Date(Number.NaN);
    if (!Number.isNaN(value.getTime())) return value;
    dropped.push(key);
    return null;
  };

  const only = <T extends string>(key: FilterKey, isValid: (value: string) => value is T) => {
    const raw = params.get(key);
    if (raw === null || raw === "") return null;
    if (isValid(raw)) return raw;
    dropped.push(key);
    return null;
  };

  const filter: VideoFilter = {
    q: cleanSearch(params.get("q")),
    status: word("status"),
    cateId: word("cateId", (v) => CATEGORY.test(v)),
    storageClass: word("storageClass"),
    transcodeMode: word("transcodeMode"),
    mezzanine: word("mezzanine").filter((v) => isOneOf(MEZZANINE_STATES, v, () => dropped.push("mezzanine"))),
    kind: word("kind").filter((v) => isOneOf(MEDIA_KINDS, v, () => dropped.push("kind"))),
    forced: only("forced", (value) => value === "never"),
    onList: only("onList", (value): value is string => LIST_ID.test(value)),
    size: only("size", (value) => value === "unknown"),
    minBytes: amount("minBytes", true),
    maxBytes: amount("maxBytes", true),
    minSeconds: amount("minSeconds", false),
    maxSeconds: amount("maxSeconds", false),
    createdFrom: instant("createdFrom"),
    createdBefore: instant("createdBefore"),
  };
  return { filter, dropped: [...new Set(dropped)] };
}

/** The canonical text: fixed order, sorted values, nothing for what is not filtered. Equal filters, equal texts. */
export function filterToText(filter: VideoFilter): string {
  const params = new URLSearchParams();
  for (const key of FILTER_KEYS) {
    const text = partToText(filter[key]);
    if (text !== null) params.set(key, text);
  }
  return params.toString();
}

/** One part as the URL holds it, null where nothing is filtered. */
export function partToText(value: VideoFilter[FilterKey]): string | null {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.length === 0 ? null : [...new Set<string>(value)].sort().join(",");
  if (typeof value === "number") return numberText(value);
  return cleanSearch(value);
}

/**
 * Reads a stored text strictly: what is about to be frozen must never be wider than what was seen, so a part
 * that is unknown or makes no sense is an error here, not left out.
 *
 * @throws RangeError naming the parts
 */
export function parseFilterText(text: string): VideoFilter {
  const params = new URLSearchParams(text);
  const known = new Set<string>(FILTER_KEYS);
  const unknown = [...params.keys()].filter((key) => !known.has(key));
  const { filter, dropped } = readFilter(params);
  const bad = [...unknown, ...dropped];
  if (bad.length > 0) throw new RangeError(`The filter has parts that cannot be read: ${bad.join(", ")}.`);
  return filter;
}

/** How many parts filter something; a range counts once. */
export function activeParts(filter: VideoFilter): number {
  const ranges = [
    filter.size ?? filter.minBytes ?? filter.maxBytes,
    filter.minSeconds ?? filter.maxSeconds,
    filter.createdFrom ?? filter.createdBefore,
  ];
  const lists = [
    filter.status,
    filter.cateId,
    filter.storageClass,
    filter.transcodeMode,
    filter.mezzanine,
    filter.kind,
  ];
  return (
    (filter.q === null ? 0 : 1) +
    (filter.forced === null ? 0 : 1) +
    (filter.onList === null ? 0 : 1) +
    lists.filter((list) => list.length > 0).length +
    ranges.filter((edge) => edge !== null).length
  );
}

/** What a person searches for, as it may go into SQL; null when nothing is left of it. */
export function cleanSearch(raw: string | null): string | null {
  if (raw === null) return null;
  const text = raw
    .toWellFormed()
    .replace(CONTROL, " ")
    .trim()
    .slice(0, MAX_SEARCH_LENGTH)
    .toWellFormed()
    .trim();
  return text === "" ? null : text;
}

/** Never in exponent form, which the reader refuses. */
function numberText(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}

function isOneOf<T extends string>(all: readonly T[], value: string, onMiss: () => void): value is T {
  if ((all as readonly string[]).includes(value)) return true;
  onMiss();
  return false;
}
