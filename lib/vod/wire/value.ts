import { z } from "zod";

/** Text, or null when absent, null, empty or no scalar. Numbers and booleans become their text. */
export const wireText = z
  .unknown()
  .optional()
  .transform((value) => {
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return typeof value === "string" && value !== "" ? value : null;
  });

/** A number as JSON number or numeric string; null when absent, unreadable or past what a double can hold. */
export const wireNumber = z.unknown().optional().transform(toNumber);

/** Bytes, counts: a number that is not negative. */
export const wireSize = wireNumber.transform((value) => (value === null || value < 0 ? null : value));

/** `yyyy-MM-ddTHH:mm:ssZ`; null when absent or unreadable. */
export const wireTime = z
  .unknown()
  .optional()
  .transform((value) => {
    const time = new Date(typeof value === "string" ? value : Number.NaN);
    return Number.isNaN(time.getTime()) ? null : time;
  });

/**
 * A list that came as an array, as `{itemName: [...]}`, as one bare item (XML repeats an element once), or
 * not at all (vod-api.md §3.5).
 */
export function wireList<T>(item: z.ZodType<T>, itemName?: string): z.ZodType<T[]> {
  return z.preprocess((value) => toItems(value, itemName), z.array(item));
}

function toItems(value: unknown, itemName: string | undefined): unknown[] {
  if (value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value;
  if (typeof value !== "object") return [value];
  if (Object.keys(value).length === 0) return [];
  if (itemName !== undefined && itemName in value) {
    return toItems((value as Record<string, unknown>)[itemName], undefined);
  }
  return [value];
}

function toNumber(value: unknown): number | null {
  const number = typeof value === "string" && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return null;
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? null : number;
}
