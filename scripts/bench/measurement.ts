/** One number of the table: what was measured, and what design §11 allows. */
export type Measurement = {
  row: Row;
  store: StoreKind | "both";
  what: string;
  measured: number;
  unit: string;
  /** null where nothing is promised and the number only explains another one. */
  budget: number | null;
  /** Whether the budget is the least or the most. */
  bound: "least" | "most";
};

export type StoreKind = "pglite" | "postgres";

/** What `--only` takes, in the order of the run. */
export const ROWS = [
  "quota",
  "peers",
  "instances",
  "browser",
  "catalog",
  "overview",
  "whole",
  "freeze",
  "plan",
  "requests",
  "engine",
  "memory",
] as const;
export type Row = (typeof ROWS)[number];

/** How much of everything: ids, and seconds of those rows that last as long as they are let. */
export type Size = {
  videos: number;
  quotaIds: number;
  peerIds: number;
  instanceIds: number;
  seconds: number;
};

export const FULL: Size = {
  videos: 1_000_000,
  quotaIds: 40_000,
  peerIds: 20_000,
  instanceIds: 12_000,
  seconds: 30,
};
export const SMALL: Size = {
  videos: 100_000,
  quotaIds: 12_000,
  peerIds: 6_000,
  instanceIds: 4_000,
  seconds: 8,
};

/** The value below which this share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
