/** A second may hold this much more than the rate says (design §8). */
const SPARE = 1.03;
const SECOND_MS = 1_000;

/**
 * Counts what has left in the last second. A slot says when a call may leave; between the slot and the call lies
 * a look at the database, and one that takes long would let several leave at once, on top of the next ones.
 *
 * @param rate calls per second
 * @param now ms on a monotonic clock
 */
export function createSecond(rate: number, now: () => number) {
  const most = Math.max(1, Math.floor(rate * SPARE));
  const left: number[] = [];
  return {
    /** @returns 0, and the call counts as leaving now; or the ms until one may, and nothing is counted */
    leave(): number {
      const at = now();
      const oldest = left.length < most ? undefined : left[left.length - most];
      if (oldest !== undefined && at - oldest < SECOND_MS) return SECOND_MS - (at - oldest);
      left.push(at);
      if (left.length > most) left.shift();
      return 0;
    },
  };
}
