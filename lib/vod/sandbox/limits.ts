/** Calls a second that one account may make, by operation (vod-api.md §4). */
export const DOCUMENTED_LIMITS: Readonly<Record<string, number>> = {
  DeleteMezzanines: 50,
  SearchMedia: 50,
  GetVideoList: 50,
  GetVideoInfo: 100,
  GetVideoInfos: 100,
  GetMezzanineInfo: 100,
  GetPlayInfo: 360,
  GetCategories: 50,
  // Not documented; the sandbox picks these.
  BatchGetMediaInfos: 50,
  GetCallerIdentity: 100,
};

/**
 * Counts the calls of each operation in a true sliding second: of any two instants less than a second apart,
 * no more than the limit are admitted between them. Refused calls do not count.
 *
 * @param now monotonic ms
 */
export function slidingLimits(now: () => number, limits: Record<string, number>) {
  const admitted = new Map<string, number[]>();
  return {
    /** null when admitted, else the ms after which a call would be admitted again. */
    admit(operation: string): number | null {
      const limit = limits[operation];
      if (limit === undefined || !Number.isFinite(limit)) return null;
      const at = now();
      const calls = admitted.get(operation) ?? [];
      admitted.set(operation, calls);
      // At the limit's pace this drops about one entry a call, so shift stays cheap.
      while (calls[0] !== undefined && calls[0] <= at - 1000) calls.shift();
      if (calls.length < limit) {
        calls.push(at);
        return null;
      }
      const first = calls[calls.length - Math.max(1, Math.floor(limit))] ?? at;
      return Math.max(1, Math.ceil(first + 1000 - at));
    },
  };
}
