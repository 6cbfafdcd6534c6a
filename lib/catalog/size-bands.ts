/** Where the size bands of the overview begin, in bytes; the last one has no end. */
export const SIZE_BANDS = [
  0, 100_000_000, 500_000_000, 1_000_000_000, 2_000_000_000, 5_000_000_000, 10_000_000_000, 50_000_000_000,
] as const;

/** The first and the last number of bytes of a band. */
export function bandEdges(band: number): { minBytes: number; maxBytes: number | null } {
  const next = SIZE_BANDS[band + 1];
  return { minBytes: SIZE_BANDS[band] ?? 0, maxBytes: next === undefined ? null : next - 1 };
}
