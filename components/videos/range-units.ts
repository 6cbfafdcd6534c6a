/** Between what a person types into a range and what the filter holds. */
const MEGABYTE = 1_000_000;
const MINUTE_SECONDS = 60;

/** Megabytes as typed → bytes; null for an empty or unusable text. */
export function bytesFromMegabytes(text: string): number | null {
  return scaled(text, MEGABYTE, Math.round);
}

export function megabytesFromBytes(bytes: number | null): string {
  return bytes === null ? "" : String(bytes / MEGABYTE);
}

/** Minutes as typed → seconds. */
export function secondsFromMinutes(text: string): number | null {
  return scaled(text, MINUTE_SECONDS, (seconds) => Math.round(seconds * 1000) / 1000);
}

export function minutesFromSeconds(seconds: number | null): string {
  return seconds === null ? "" : String(Math.round((seconds / MINUTE_SECONDS) * 1000) / 1000);
}

/** A day of the reader's calendar (2026-01-31) → its first moment; `plusDays` shifts it. */
export function startOfDay(day: string, plusDays = 0): Date | null {
  const parts = /^(\d{4,6})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return null;
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + plusDays);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The day of the reader's calendar that a moment falls into. */
export function dayOf(date: Date | null): string {
  if (date === null) return "";
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The last day before an exclusive end. */
export function lastDayBefore(end: Date | null): string {
  return end === null ? "" : dayOf(new Date(end.getTime() - 1));
}

/** The bound that stands in an input: the one that is held, where nobody edited it, to its last digit. */
export function boundOf<T>(
  text: string,
  held: T | null,
  show: (held: T | null) => string,
  read: (text: string) => T | null,
): T | null {
  return text === show(held) ? held : read(text);
}

function scaled(text: string, factor: number, round: (n: number) => number): number | null {
  if (text.trim() === "") return null;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) return null;
  const result = round(value * factor);
  return result <= Number.MAX_SAFE_INTEGER ? result : null;
}
