import type { Executor } from "../db/types.ts";

/** Deletions whose readings are kept per process; a screen asks about one, a list about none. */
const MOST_KEPT = 50;

type Kept<T> = { key: string; reading: Promise<T> };

/**
 * Screens ask every second for what seldom changes and takes a walk through a million items to count. The last
 * reading of a deletion is kept for as long as its key, which says what the reading was made of, stays the same.
 * Whoever acts on a reading makes it anew, in the transaction of the act.
 */
export function keepReading<T>(): (
  of: { db: Executor; id: string; key: string },
  read: () => Promise<T>,
) => Promise<T> {
  const byStore = new WeakMap<Executor, Map<string, Kept<T>>>();
  return ({ db, id, key }, read) => {
    const kept = byStore.get(db) ?? new Map<string, Kept<T>>();
    byStore.set(db, kept);
    const last = kept.get(id);
    if (last?.key === key) return last.reading;
    const reading = read();
    kept.delete(id);
    kept.set(id, { key, reading });
    reading.catch(() => {
      if (kept.get(id)?.reading === reading) kept.delete(id);
    });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest) kept.delete(oldest);
    return reading;
  };
}
