/**
 * One separator throughout, in groups of three. A single point is missing on purpose: "1.240" is 1240 to
 * one reader and not quite 1¼ to another, and what is typed here cannot be taken back.
 */
const GROUPED = /^[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+|(?:'\d{3})+|(?:\.\d{3}){2,})$/;
const PLAIN = /^(?:0|[1-9]\d*)$/;
const FULL_WIDTH_OFFSET = "０".charCodeAt(0) - "0".charCodeAt(0);

/**
 * Reads a count as a person types it: `1240`, `1,240`, `1 240` (any kind of space), `1'240`, `1.240.000`,
 * and all of these in full-width characters. Spaces around it do not matter.
 *
 * @returns a whole number that is exact, or null for anything else: signs, fractions, other groupings
 *   (`1,24`, `12,40`, `1,2345`), mixed separators, leading zeros.
 */
export function parseTypedCount(text: string): number | null {
  const plain = toHalfWidth(text).trim();
  if (!PLAIN.test(plain) && !GROUPED.test(plain)) return null;
  const count = Number(plain.replace(/[^\d]/g, ""));
  return Number.isSafeInteger(count) ? count : null;
}

function toHalfWidth(text: string): string {
  return text
    .replace(/[０-９，．＇]/g, (char) => String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(/\s/g, " ")
    .replace(/’/g, "'");
}
