import type { Answered, Refused, Unanswered, VodResult } from "../vod/types.ts";

const WAITS_MS = [500, 1000, 2000, 4000, 8000];

/** Resolves after that many milliseconds, or as soon as the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * A read that is tried again when VOD refuses it for now or does not answer, with growing pauses. What no
 * repetition can mend (credentials, permission, and codes in `giveUpOn`) comes back at once.
 *
 * @param options.tries the most reads; without it as many as there are pauses, and one
 * @returns the answer, the last failure, or null when the signal was aborted meanwhile
 */
export async function readSteadily<T>(
  read: () => Promise<VodResult<T>>,
  options: {
    signal: AbortSignal;
    wait: Wait;
    giveUpOn?: readonly string[];
    onRetry?: () => Promise<void>;
    tries?: number;
  },
): Promise<Answered<T> | Refused | Unanswered | null> {
  for (let tries = 1; !options.signal.aborted; tries++) {
    const result = await read();
    if (result.kind === "answered") return result;
    const hopeless = result.kind === "refused" && (result.fatal || options.giveUpOn?.includes(result.code));
    const waitMs = tries === options.tries ? undefined : WAITS_MS[tries - 1];
    if (hopeless || waitMs === undefined) return result;
    await options.onRetry?.();
    const asked = result.kind === "refused" ? (result.retryAfterMs ?? 0) : 0;
    await options.wait(Math.max(waitMs, asked), options.signal);
  }
  return null;
}

/** The wait used outside of tests. */
export const waitForTime: Wait = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done, { once: true });
  });
