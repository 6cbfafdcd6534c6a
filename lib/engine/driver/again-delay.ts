const AGAIN_MS = 1_000;
const AGAIN_MAX_MS = 30_000;

/** How long a batch waits in line that was asked about in vain so many times before: twice as long every time. */
export function againDelay(tries: number): number {
  return Math.min(AGAIN_MAX_MS, AGAIN_MS * 2 ** Math.min(tries, 6));
}
