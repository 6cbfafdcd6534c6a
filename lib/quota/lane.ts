import type { Turn } from "../vod/types.ts";
import { createTurns } from "./turns.ts";

/** In one trip to the database at least so many slots are reserved. */
const SLOTS_PER_TRIP = 5;
/** A slot that is later than this is reserved again: using it would turn a stall into a burst. */
export const LATE_MS = 25;
/**
 * After so many timers in a row that were too late, slots are used as late as they come, one at a time, or a
 * process that is always busy would never send again. That is one call a process above the rate at most.
 */
export const MISSES = 5;
/** However slow the database, slots are reserved no further ahead. */
export const MAX_LEAD_MS = 5_000;

/** A monotonic clock in ms; `sleep` may end early or late. */
export type Clock = { now(): number; sleep(ms: number): Promise<void> };
/** When a call may leave, on the process's clock. */
export type Slot = { at: number };
/** Reserves n slots, the first one no earlier than `leadMs` from now. Rejects when the database fails. */
export type Reserve = (n: number, leadMs: number) => Promise<Slot[]>;

type Waiting = { resolve: (slot: Slot | null) => void; reject: (error: unknown) => void };

/** One operation's slots within one process, handed out in the order of `createTurns`. */
export type Lane = {
  /**
   * @returns null when `leave` was aborted before its turn
   * @throws what `reserve` rejected with, to everybody who waits at that time
   */
  take(caller: Turn, leave?: AbortSignal): Promise<Slot | null>;
};

/**
 * @param rate calls per second at most
 * @param tripCoversMs a trip reserves the slots of so much time
 */
export function createLane(reserve: Reserve, clock: Clock, rate: number, tripCoversMs = 200): Lane {
  const perTrip = Math.max(SLOTS_PER_TRIP, Math.floor((rate * tripCoversMs) / 1000));
  // With fewer slots left the next trip begins, so that it costs none: a busy embedded database is slow.
  const fetchBelow = Math.ceil(perTrip / 2);
  const turns = createTurns<Waiting>();
  let slots: Slot[] = [];
  let coming: Promise<void> | null = null;
  let serving = false;
  let leadMs = 0;
  let misses = 0;

  const isLate = (slot: Slot) => slot.at < clock.now() - LATE_MS;

  /** One trip at a time; who comes while one is under way waits for that one. */
  function refill(wanted: number): Promise<void> {
    coming ??= fetchSlots(wanted).finally(() => {
      coming = null;
    });
    return coming;
  }

  async function fetchSlots(wanted: number): Promise<void> {
    const before = clock.now();
    const more = await reserve(Math.min(misses < MISSES ? perTrip : 1, wanted), leadMs);
    slots.push(...more);
    // Where a trip to the database takes longer than the slots last, all of them would come too late,
    // again and again: the next ones are reserved that much further ahead.
    const last = more.at(-1);
    const tripMs = clock.now() - before;
    leadMs = last && isLate(last) ? Math.min(MAX_LEAD_MS, Math.max(tripMs, leadMs) * 2) : leadMs / 2;
  }

  /** Waits for the slot. @returns whether it may be used */
  async function isGood(slot: Slot): Promise<boolean> {
    const early = slot.at > clock.now();
    for (let waitMs = slot.at - clock.now(); waitMs > 0; waitMs = slot.at - clock.now()) {
      await clock.sleep(waitMs);
    }
    if (!isLate(slot)) {
      misses = 0;
      return true;
    }
    // A slot that was late when it came is the trip's fault: `leadMs` mends that.
    if (early) misses += 1;
    if (!early || misses < MISSES) return false;
    // What was reserved together with it or before it is used would follow in a burst.
    await coming;
    slots = [];
    return true;
  }

  async function serve(): Promise<void> {
    serving = true;
    try {
      while (turns.size() > 0) {
        const slot = slots.shift();
        if (!slot) {
          await refill(turns.size());
          continue;
        }
        const unserved = turns.size() - slots.length - 1;
        if (slots.length < fetchBelow && unserved > 0 && misses < MISSES) {
          // Nobody needs these slots yet: who does asks again, and a failure then is everybody's.
          refill(unserved).catch(() => undefined);
        }
        // Whose turn it is shows when the slot is there: who is more urgent may have come meanwhile.
        if (await isGood(slot)) turns.next()?.resolve(slot);
      }
    } catch (error) {
      // All of them, or those behind the first would wait for a turn that nobody gives.
      for (const { reject } of turns.clear()) reject(error);
    } finally {
      serving = false;
    }
  }

  return {
    take(caller, leave) {
      if (leave?.aborted) return Promise.resolve(null);
      return new Promise<Slot | null>((resolve, reject) => {
        const stopListening = () => leave?.removeEventListener("abort", giveUp);
        const giveUp = () => {
          if (leaveLine()) resolve(null);
        };
        const leaveLine = turns.add(
          {
            resolve: (slot) => {
              stopListening();
              resolve(slot);
            },
            reject: (error) => {
              stopListening();
              reject(error);
            },
          },
          caller,
        );
        leave?.addEventListener("abort", giveUp, { once: true });
        if (!serving) void serve();
      });
    },
  };
}
