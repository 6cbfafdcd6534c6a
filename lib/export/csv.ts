/**
 * CSV as every export of the console writes it, on the server and in the browser: RFC 4180 with CRLF, and no
 * cell that a spreadsheet would run. The bytes are UTF-8; a file begins with `CSV_BOM`, by which Excel knows it.
 */

export type CsvValue = string | number | boolean | null;

export const CSV_BOM = "\uFEFF";

/**
 * Where a spreadsheet may begin to read a formula: at the start of a cell, and behind what some of them take for
 * the end of one. Where the comma is the decimal sign Excel parts cells at `;`, and then no quotes hold. Full-width
 * signs count, because Excel reads them as the plain ones.
 */
const FORMULA = /(?<=^|[;\t\r\n])(?=[^\S\t\r\n]*[=+\-@＝＋－＠])|^(?=[\t\r\n])/g;

/** One line with its end. Texts that could be formulas get an apostrophe; numbers stay numbers, null stays empty. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = value.replace(FORMULA, "'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
