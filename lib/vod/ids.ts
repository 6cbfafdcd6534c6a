const HEX_ID = /^[0-9a-f]{32}$/i;
const ALLOWED = /^[A-Za-z0-9_-]+$/;
const SEPARATORS = /[\s,，、;；]+/u;
const MAX_ID_LENGTH = 64;

export type CleanId =
  | { ok: true; id: string }
  | { ok: false; reason: "empty" | "too-long" | "bad-characters" };

/** What two spellings of one id have in common: VOD's own 32-hex ids ignore letter case, others do not. */
export function idKey(id: string): string {
  return HEX_ID.test(id) ? id.toLowerCase() : id;
}

/**
 * One id as a person typed or pasted it, in the spelling the console keeps: trimmed, full-width characters
 * made half-width (NFKC), 32-hex ids in lower case. Anything outside `[A-Za-z0-9_-]` is refused, not mended.
 */
export function cleanId(raw: string): CleanId {
  const id = raw.normalize("NFKC").trim();
  if (id === "") return { ok: false, reason: "empty" };
  if (!ALLOWED.test(id)) return { ok: false, reason: "bad-characters" };
  if (id.length > MAX_ID_LENGTH) return { ok: false, reason: "too-long" };
  return { ok: true, id: idKey(id) };
}

/**
 * A pasted or uploaded list: ids in order of first appearance, the pieces that are no ids (as written), and
 * how many pieces repeated an id already seen. Commas and semicolons (both widths), `、` and white space part ids.
 */
export function splitIds(text: string): { ids: string[]; malformed: string[]; duplicates: number } {
  const seen = new Set<string>();
  const malformed: string[] = [];
  let duplicates = 0;
  for (const piece of text.replaceAll("\uFEFF", "").split(SEPARATORS)) {
    if (piece === "") continue;
    const clean = cleanId(piece);
    if (!clean.ok) malformed.push(piece);
    else if (seen.has(clean.id)) duplicates += 1;
    else seen.add(clean.id);
  }
  return { ids: [...seen], malformed, duplicates };
}
