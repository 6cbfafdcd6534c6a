/** Where an uploaded list comes from. */
export type ListSource = "file" | "selection";

/**
 * What is known of a line. Ready: *known* to the catalog, *found* by a live look, *chosen* by a person among
 * several. *unknown* has not been looked for at VOD yet; *unasked* was, without an answer about it.
 */
export const LINE_STATUSES = [
  "known",
  "found",
  "chosen",
  "unknown",
  "ambiguous",
  "missing",
  "forbidden",
  "unasked",
  "duplicate",
  "malformed",
] as const;
export type LineStatus = (typeof LINE_STATUSES)[number];
export type ListCounts = Record<LineStatus, number>;

export const READY_STATUSES = ["known", "found", "chosen"] as const satisfies LineStatus[];

export function noCounts(): ListCounts {
  return {
    known: 0,
    found: 0,
    chosen: 0,
    unknown: 0,
    ambiguous: 0,
    missing: 0,
    forbidden: 0,
    unasked: 0,
    duplicate: 0,
    malformed: 0,
  };
}

/** Each ready line stands for a video of its own, so this is the number of videos. */
export function readyCount(counts: ListCounts): number {
  return READY_STATUSES.reduce((sum, status) => sum + counts[status], 0);
}

/** The counts after these lines moved; `from` is null for lines that are new. */
export function moveCounts(
  counts: ListCounts,
  moves: readonly { from: LineStatus | null; to: LineStatus }[],
): ListCounts {
  const next = { ...counts };
  for (const { from, to } of moves) {
    if (from !== null) next[from] -= 1;
    next[to] += 1;
  }
  return next;
}
