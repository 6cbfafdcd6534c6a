const MAX_IDS_PER_MATCH = 100;

declare const built: unique symbol;
/** A SearchMedia Match expression that only the functions below can make. */
export type Match = string & { readonly [built]: true };

/**
 * `VideoId in (…)` for 1 to 100 ids (vod-api.md §2.1). The grammar documents no way to escape a quote, so
 * an id with any character outside `[A-Za-z0-9_-]` is refused: nothing can end the quotes it stands in.
 *
 * @throws RangeError for the number of ids, TypeError for an id.
 */
export function videoIdIn(ids: readonly string[]): Match {
  if (ids.length === 0 || ids.length > MAX_IDS_PER_MATCH) {
    throw new RangeError(`${ids.length} ids given; VideoId in (…) takes 1 to ${MAX_IDS_PER_MATCH}`);
  }
  const stranger = ids.find((id) => !/^[A-Za-z0-9_-]+$/.test(id));
  if (stranger !== undefined) throw new TypeError(`not a video id: ${JSON.stringify(stranger)}`);
  return `VideoId in (${ids.map((id) => `'${id}'`).join(",")})` as Match;
}

/** The times that SearchMedia can be asked about and sorted by (vod-api.md §2.1, field table). */
export type TimeField = "CreationTime" | "ModificationTime";

/**
 * At `from` or later and before `to`; null leaves that side open. VOD's times have whole seconds: `from` is
 * rounded down and `to` up, so that neighbouring ranges lose nothing (at a fraction of a second they may
 * overlap). That a range is closed at one end and open at the other is documented.
 *
 * @throws RangeError when a date is invalid, the range is empty, or it has no bound at all.
 */
export function timeBetween(field: TimeField, from: Date | null, to: Date | null): Match {
  const first = from && Math.floor(from.getTime() / 1000);
  const end = to && Math.ceil(to.getTime() / 1000);
  if (first === null && end === null) throw new RangeError("a range of times without a bound");
  const valid = !Number.isNaN(first) && !Number.isNaN(end);
  if (!valid || (first !== null && end !== null && first >= end)) {
    throw new RangeError("an empty range of times");
  }
  const low = first === null ? "(" : `['${vodTime(first)}'`;
  const high = end === null ? ")" : `'${vodTime(end)}')`;
  return `${field} = ${low},${high}` as Match;
}

/** All of the given expressions. @throws RangeError when there are none. */
export function and(...parts: Match[]): Match {
  if (parts.length === 0) throw new RangeError("and() of nothing");
  return parts.join(" and ") as Match;
}

function vodTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}
