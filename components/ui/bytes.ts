const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/** Bytes in the largest decimal unit that keeps the number at 1 or more, also after rounding to 3 digits. */
export function bytesInUnit(bytes: number): { value: number; unit: (typeof UNITS)[number] } {
  // Divided once, so that no digit is lost on the way.
  const inUnit = (at: number) => bytes / 1000 ** at;
  const at = UNITS.findIndex((_, at) => Math.abs(inUnit(at)) < 999.5);
  const place = at < 0 ? UNITS.length - 1 : at;
  return { value: inUnit(place), unit: UNITS[place] ?? "byte" };
}
