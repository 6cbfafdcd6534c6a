import { type Bound, type Condition, satisfies, within } from "./match.ts";
import type { State } from "./state.ts";
import type { SandboxVideo } from "./video.ts";

export type SortField = { field: "CreationTime" | "ModificationTime"; descending: boolean };
export type Query = {
  kind: "video" | "audio";
  condition: Condition | null;
  sort: readonly SortField[];
  /** Applications whose videos are left out. */
  withoutApps: readonly string[];
};

const CACHED_RESULTS = 16;
/** Seconds fit in 32 bits until 2106, so time and position pack into one float without loss up to 2^21. */
const POSITIONS = 2 ** 21;

export type SearchIndex = ReturnType<typeof searchIndex>;

/**
 * Finds videos by SearchMedia's rules. Orders are sorted once; whole results are kept until something that a
 * search can see changes, so paging through a million costs one scan.
 */
export function searchIndex(state: State) {
  const orders = new Map<string, Uint32Array>();
  const results = new Map<string, Uint32Array>();
  let seenVersion = -1;

  const refresh = () => {
    if (seenVersion === state.version()) return;
    seenVersion = state.version();
    orders.clear();
    results.clear();
  };

  const order = (kind: "video" | "audio", field: SortField["field"]): Uint32Array => {
    const key = `${kind} ${field}`;
    const known = orders.get(key);
    if (known) return known;
    const members = new Uint32Array(state.size());
    let length = 0;
    for (const index of state.indices()) {
      if (columnOf(state, index, "Kind") === kind) members[length++] = index;
    }
    const packed = new Float64Array(length);
    for (let at = 0; at < length; at++) {
      const time = columnOf(state, members[at] ?? 0, field);
      packed[at] = (typeof time === "number" ? time : 0) * POSITIONS + at;
    }
    packed.sort();
    const sorted = Uint32Array.from(packed, (entry) => members[entry % POSITIONS] ?? 0);
    orders.set(key, sorted);
    return sorted;
  };

  const compute = (query: Query): Uint32Array => {
    const [first] = query.sort;
    const { field, descending } = first ?? { field: "CreationTime" as const, descending: true };
    let base = order(query.kind, field);
    for (const { low, high } of rangesOf(query.condition, field)) base = slice(state, base, field, low, high);
    const keeps = (index: number) =>
      (!query.condition || satisfies(query.condition, (name) => columnOf(state, index, name))) &&
      !query.withoutApps.includes(String(columnOf(state, index, "AppId")));
    const ids = idsOf(query.condition);
    const found = ids
      ? base.filter((index) => ids.has(index)).filter(keeps)
      : query.condition || query.withoutApps.length > 0
        ? base.filter(keeps)
        : base.slice();
    if (descending) found.reverse();
    if (query.sort.length > 1) found.sort((a, b) => compare(state, query.sort, a, b));
    return found;
  };

  /** Indices named by `VideoId = …` at the top of the expression: no need to look at all the others. */
  const idsOf = (condition: Condition | null): Set<number> | null => {
    const tops = condition?.op === "and" ? condition.terms : condition ? [condition] : [];
    const byId = tops.find((top) => top.op === "any" && top.field === "VideoId");
    if (byId?.op !== "any") return null;
    return new Set(byId.values.map((id) => state.find(String(id)) ?? -1));
  };

  return {
    /** Indices of all hits, in order. The array is shared: do not write to it. */
    run(query: Query): Uint32Array {
      refresh();
      const key = JSON.stringify(query);
      const known = results.get(key);
      if (known) return known;
      const found = compute(query);
      results.set(key, found);
      const [oldest] = results.keys();
      if (results.size > CACHED_RESULTS && oldest !== undefined) results.delete(oldest);
      return found;
    },
    /** Sorts by creation time, so that the first search does not pay for it. */
    warm(): void {
      refresh();
      order("video", "CreationTime");
    },
  };
}

function rangesOf(condition: Condition | null, field: string): { low: Bound; high: Bound }[] {
  const tops = condition?.op === "and" ? condition.terms : condition ? [condition] : [];
  return tops.filter((top) => top.op === "range").filter((top) => top.field === field);
}

/** The part of an ascending order whose times lie within the bounds. */
function slice(state: State, order: Uint32Array, field: string, low: Bound, high: Bound): Uint32Array {
  const firstWhere = (test: (time: number) => boolean): number => {
    let from = 0;
    let to = order.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (test(Number(columnOf(state, order[middle] ?? 0, field)))) to = middle;
      else from = middle + 1;
    }
    return from;
  };
  return order.subarray(
    firstWhere((time) => within(time, low, null)),
    firstWhere((time) => !within(time, null, high)),
  );
}

function compare(state: State, sort: readonly SortField[], a: number, b: number): number {
  for (const { field, descending } of sort) {
    const difference = Number(columnOf(state, a, field)) - Number(columnOf(state, b, field));
    if (difference !== 0) return descending ? -difference : difference;
  }
  return a - b;
}

/** One field of one video for a search: cheap for untouched videos, however many there are. */
function columnOf(state: State, index: number, field: string): string | number | null {
  const { seededLibrary: library } = state;
  if (!state.untouched(index)) return fieldOf(state.truth(index), field);
  switch (field) {
    case "Kind":
      return library.kind(index);
    case "CreationTime":
      return library.createdAt(index);
    case "ModificationTime":
      return library.modifiedAt(index);
    case "Size":
      return library.sizeBytes(index);
    case "Duration":
      return library.durationSeconds(index);
    case "Status":
      return library.status(index);
    case "CateId":
      return library.category(index)?.cateId ?? null;
    case "Title":
      return library.title(index);
    case "Tags":
      return library.tags(index);
    case "Description":
      return library.description(index);
    case "AppId":
      return library.appId(index);
    case "VideoId":
    case "AudioId":
      return library.id(index);
    case "StorageLocation":
      return library.storageLocation(index);
    case "MediaSource":
      return library.mediaSource(index);
    case "PreprocessStatus":
      return library.preprocessStatus(index);
    default:
      return null;
  }
}

function fieldOf(video: SandboxVideo, field: string): string | number | null {
  const fields: Record<string, string | number | null> = {
    Kind: video.kind,
    CreationTime: video.createdAt,
    ModificationTime: video.modifiedAt,
    Size: video.sizeBytes,
    Duration: video.durationSeconds,
    Status: video.status,
    CateId: video.cateId,
    Title: video.title,
    Tags: video.tags,
    Description: video.description,
    AppId: video.appId,
    VideoId: video.id,
    AudioId: video.id,
    StorageLocation: video.storageLocation,
    MediaSource: video.mediaSource,
    PreprocessStatus: video.preprocessStatus,
  };
  return fields[field] ?? null;
}
