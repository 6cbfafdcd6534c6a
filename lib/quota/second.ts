const SECOND_MS = 1_000;

/**
 * Counts what has left in the last second. A slot says when a call may leave; between the slot and the call lies
 * a look at the database, and one that takes long would let several leave at once, on top of the next ones. No
 * more than the rate leaves in a second: that VOD meets up to 3 % more (design §8) is for calls on their way, of
 * which one may overtake another.
 *
 * @param rate calls per second
 * @param now ms on a monotonic clock
 */
export function createSecond(rate: number, now: () => number) {
  const most = Math.ceil(rate);
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
