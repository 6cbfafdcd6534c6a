import type { WireValue } from "../respond.ts";
import type { ListEncoding } from "../switches.ts";

/** A list of ids in one of the encodings that VOD's pages and clients show (vod-api.md §3.5). */
export function encodeList(ids: readonly string[], encoding: ListEncoding, inner: string): WireValue {
  switch (encoding) {
    case "arrays":
      return [...ids];
    case "nested":
      return { [inner]: [...ids] };
    case "string":
      return ids.length === 0 ? undefined : ids.join(",");
    case "commaString":
      return ids.join(",");
    case "jsonInString":
      return JSON.stringify(ids);
    case "null":
      return ids.length === 0 ? null : [...ids];
    case "omittedEmpty":
      return ids.length === 0 ? undefined : [...ids];
    default:
      return encoding satisfies never;
  }
}
