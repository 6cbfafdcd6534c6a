const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/** Bytes in the largest decimal unit that keeps the number at 1 or more, also after rounding to 3 digits. */
export function bytesInUnit(bytes: number): { value: number; unit: (typeof UNITS)[number] } {
  let value = bytes;
  let unit: (typeof UNITS)[number] = "byte";
  for (const next of UNITS.slice(1)) {
    if (Math.abs(value) < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return { value, unit };
}
