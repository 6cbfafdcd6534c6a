/** A range of time in whole seconds: from `fromAt` on and before `toAt`; null is open. */
export type Range = { fromAt: Date | null; toAt: Date | null };

/** More parts than this at once would be a guess: videos are not spread evenly. What is still too many splits again. */
const MOST_PARTS = 64;

/**
 * Parts a range that holds too many videos into ranges that follow one another without gap or overlap. The outer
 * bounds stay what they are, open ones too.
 *
 * @param total how many videos the range holds
 * @param bound how many one range should hold at most
 * @param oldest the time of the first video in the range
 * @param now stands in for an upper bound that is open
 * @returns null when the range holds few enough, or cannot be parted: all of them may share one second
 */
export function planParts(
  range: Range,
  { total, bound, oldest, now }: { total: number; bound: number; oldest: Date; now: Date },
): Range[] | null {
  if (total <= bound) return null;
  const low = Math.floor(oldest.getTime() / 1000);
  const high = Math.floor((range.toAt ?? now).getTime() / 1000);
  const parts = Math.min(MOST_PARTS, Math.ceil(total / bound), high - low);
  if (parts < 2) return null;
  const edges = Array.from({ length: parts - 1 }, (_, i) => {
    const second = low + Math.floor(((high - low) * (i + 1)) / parts);
    return new Date(second * 1000);
  });
  return [...edges, null].map((edge, i) => ({
    fromAt: i === 0 ? range.fromAt : (edges[i - 1] ?? null),
    toAt: edge ?? range.toAt,
  }));
}
