import { LATE_MS, MISSES, type Slot } from "./lane.ts";

const SECOND_MS = 1_000;
/** What VOD may meet in any second at most, as a share of the rate (design §1.7). */
const IN_A_SECOND = 1.03;
/** So much of the room of a call that leaves beyond the rate is kept: calls come to VOD some ms apart. */
const SPARE = 0.75;
/** How quickly what is usual follows what is seen. */
const LEARNS = 0.05;

/** A call that has its slot, on its way out of the process. */
export type Departure = {
  /** Whole ms until it may leave, as things stand. */
  untilMs(): number;
  /**
   * Asked right before it leaves. Synchronous, so that nothing comes between.
   *
   * @returns `go`: it leaves now; `wait`: `untilMs` says when to ask again; `missed`: it needs another slot
   */
  leave(): "go" | "wait" | "missed";
};

/**
 * Counts what has left in the last second. A slot says when a call may leave; between the slot and the call lies
 * a look at the database, and one that takes long would let several leave at once, on top of the next ones. What
 * was held up is let go one after the other, half as far apart as the rate says.
 *
 * As many leave in a second as the promise leaves room for, 51 at 50 a second: with 50, what a busy process loses
 * by looking it could hardly make up for. Their second is longer by 15 ms then, since one may take longer on
 * its way than another, and VOD must not meet a 52nd.
 *
 * @param rate calls per second
 * @param now ms on a monotonic clock
 * @param alone whether no other process shares the rate
 */
export function createSecond(rate: number, now: () => number, alone: boolean) {
  const whole = Math.ceil(rate);
  const most = Math.max(whole, Math.floor(rate * IN_A_SECOND));
  const apartMs = SECOND_MS / Math.max(1, rate);
  const gapMs = apartMs / 2;
  const spanMs = SECOND_MS + (most - whole) * apartMs * SPARE;
  /** The last ones, in the order they asked: when each left or means to. */
  const booked: { at: number }[] = [];
  /** When the last ones left. */
  const left: number[] = [];
  let usualMs = 0;
  let misses = 0;

  /**
   * Among several instances a call that is much later than usual gives its slot up: late ones of all of them would
   * meet the punctual ones of the next second, and no process sees the others' calls. A steady delay does no harm.
   * After some misses in a row calls leave as late as they are, or a slow database would let nobody leave again.
   */
  function isMissed(lateMs: number): boolean {
    const tooLate = lateMs > usualMs + LATE_MS;
    usualMs += (Math.min(lateMs, usualMs + LATE_MS) - usualMs) * LEARNS;
    misses = tooLate ? misses + 1 : 0;
    return tooLate && !alone && misses < MISSES;
  }

  return {
    depart(slot: Slot): Departure {
      const last = booked.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
      const secondAgo = booked.length < most ? Number.NEGATIVE_INFINITY : (booked[0]?.at ?? 0);
      const own = { at: Math.max(now(), last + gapMs, secondAgo + spanMs) };
      keepLast(booked, own, most);
      return {
        untilMs: () => Math.max(0, Math.ceil(own.at - now())),
        leave() {
          const at = now();
          const oldest = left.length < most ? Number.NEGATIVE_INFINITY : (left[0] ?? 0);
          own.at = Math.max(at, oldest + spanMs);
          if (isMissed(own.at - slot.at)) return "missed";
          if (own.at > at) return "wait";
          keepLast(left, at, most);
          return "go";
        },
      };
    },
  };
}

function keepLast<T>(list: T[], one: T, most: number): void {
  list.push(one);
  if (list.length > most) list.shift();
}
