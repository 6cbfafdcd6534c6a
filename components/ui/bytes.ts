const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/** Bytes in the largest decimal unit that keeps the number at 1 or more, also after rounding to 3 digits. */
export function bytesInUnit(bytes: number): { value: number; unit: (typeof UNITS)[number] } {
  // Divided once, so that no digit is lost on the way.
  let at = 0;
  while (at < UNITS.length - 1 && Math.abs(bytes / 1000 ** at) >= 999.5) at += 1;
  return { value: bytes / 1000 ** at, unit: UNITS[at] ?? "byte" };
}
