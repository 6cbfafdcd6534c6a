const HEX_ID = /^[0-9a-f]{32}$/i;
/** VOD's rule for custom ids (vod-api.md §1.2). */
const ALLOWED = /^[A-Za-z0-9_-]+$/;
const MIN_CHARS = 6;
const MAX_CHARS = 64;
/** Marks without width that come along with copied text. */
const UNSEEN = /[\u200B-\u200D\u2060\uFEFF]/g;

export const MALFORMED_REASONS = ["empty", "too-short", "too-long", "bad-characters"] as const;
export type MalformedReason = (typeof MALFORMED_REASONS)[number];

/** `videoId` is null for what can only be a custom id. */
export type ReadId =
  | { ok: true; token: string; videoId: string | null }
  | { ok: false; reason: MalformedReason };

/**
 * One entry of a list: white space around it and full-width characters (NFKC) are mended, nothing else is. The
 * token keeps its letter case, since custom ids differ by it; a VideoId (32 hex digits) does not.
 *
 * An apostrophe before `-` is what our own downloads write, so that no spreadsheet takes the id for a formula.
 */
export function readId(text: string): ReadId {
  const token = text
    .normalize("NFKC")
    .replace(UNSEEN, "")
    .trim()
    .replace(/^'(?=-)/, "");
  if (token === "") return { ok: false, reason: "empty" };
  if (!ALLOWED.test(token)) return { ok: false, reason: "bad-characters" };
  if (token.length > MAX_CHARS) return { ok: false, reason: "too-long" };
  if (token.length < MIN_CHARS) return { ok: false, reason: "too-short" };
  return { ok: true, token, videoId: HEX_ID.test(token) ? token.toLowerCase() : null };
}
