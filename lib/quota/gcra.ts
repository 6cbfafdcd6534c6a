import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { quota } from "../db/schema.ts";
import type { Db } from "../db/types.ts";

/** At most this many slots are reserved in one trip to the database. */
const SLOTS_PER_TRIP = 5;
/** A slot that is later than this is reserved again: using it would turn a stall into a burst. */
const LATE_MS = 25;
/** However slow the database, slots are reserved no further ahead. */
const MAX_LEAD_MS = 5_000;
const SLOW_DOWN = 0.7;
const SPEED_UP = 1.05;

export type Quota = {
  /**
   * Resolves when the next call of this operation may leave. Calls are served in the order they came.
   *
   * @returns false when `leave` was aborted before its turn: no slot was used, nothing may be sent
   */
  take(operation: string, leave?: AbortSignal): Promise<boolean>;
  /** VOD throttled us: all instances of this account go slower at once, then gently faster again. */
  slowDown(operation: string): Promise<void>;
  /** Calls per second now, and what the settings allow. */
  rate(operation: string): Promise<{ now: number; ceiling: number }>;
};

type Slot = { at: number };
type Waiting = { resolve: (served: boolean) => void; reject: (error: unknown) => void };
type Lane = { waiting: Waiting[]; slots: Slot[]; serving: boolean; leadMs: number };

/**
 * The account's quota as one GCRA row per operation on the database's clock, shared by every instance
 * (design §8, engine-findings.md §3). Rates are calls per second.
 */
export function createQuota(
  db: Db,
  account: string,
  ceilings: Record<string, number>,
  defaultCeiling: number,
): Quota {
  const clock = databaseClock();
  const lanes = new Map<string, Lane>();
  const known = new Map<string, Promise<void>>();

  function ensureRow(operation: string): Promise<void> {
    const existing = known.get(operation);
    if (existing) return existing;
    const ceiling = ceilings[operation] ?? defaultCeiling;
    const created = db
      .insert(quota)
      .values({ account, operation, tat: sql`clock_timestamp()`, rate: ceiling, ceiling })
      .onConflictDoUpdate({
        target: [quota.account, quota.operation],
        set: { ceiling, rate: sql`least(${quota.rate}, ${ceiling}::float8)` },
      })
      .then(() => undefined);
    known.set(operation, created);
    created.catch(() => known.delete(operation));
    return created;
  }

  /** Reserves n slots; their times are on this process's monotonic clock. */
  async function reserve(operation: string, n: number, leadMs: number): Promise<Slot[]> {
    await ensureRow(operation);
    const before = performance.now();
    const rows = await rowsOf<{ end_ms: number; now_ms: number; gap_ms: number }>(
      db,
      sql`
      update quota set
        tat = greatest(tat, clock_timestamp() + make_interval(secs => ${leadMs / 1000}::float8)) + make_interval(secs => ${n}::float8 / rate),
        raised_at = case when rate < ceiling and raised_at < clock_timestamp() - interval '10 seconds'
                         then clock_timestamp() else raised_at end,
        rate = case when rate < ceiling and raised_at < clock_timestamp() - interval '10 seconds'
                    then least(ceiling, rate * ${SPEED_UP}::float8) else rate end
      where account = ${account} and operation = ${operation}
      returning extract(epoch from tat)::float8 * 1000 as end_ms,
                extract(epoch from clock_timestamp())::float8 * 1000 as now_ms,
                (1000 / rate)::float8 as gap_ms
    `,
    );
    const row = rows[0];
    if (!row) {
      known.delete(operation);
      return reserve(operation, n, leadMs);
    }
    const shiftMs = clock.shift(before, performance.now(), row.now_ms);
    return Array.from({ length: n }, (_, i) => ({ at: row.end_ms - shiftMs - (n - i) * row.gap_ms }));
  }

  async function serve(operation: string, lane: Lane): Promise<void> {
    lane.serving = true;
    try {
      while (lane.waiting.length > 0) {
        const slot = lane.slots.shift();
        if (!slot || slot.at < performance.now() - LATE_MS) {
          const before = performance.now();
          lane.slots = await reserve(operation, Math.min(SLOTS_PER_TRIP, lane.waiting.length), lane.leadMs);
          // Where a trip to the database takes longer than the slots last, all of them would come too late,
          // again and again: the next ones are reserved that much further ahead.
          const late = (lane.slots.at(-1)?.at ?? 0) < performance.now() - LATE_MS;
          const tripMs = performance.now() - before;
          lane.leadMs = late ? Math.min(MAX_LEAD_MS, Math.max(tripMs, lane.leadMs) * 2) : lane.leadMs / 2;
          continue;
        }
        const waitMs = slot.at - performance.now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        if (slot.at < performance.now() - LATE_MS) continue;
        lane.waiting.shift()?.resolve(true);
      }
      lane.slots = [];
    } catch (error) {
      // All of them, or those behind the first would wait for a turn that nobody gives.
      for (const { reject } of lane.waiting.splice(0)) reject(error);
    } finally {
      lane.serving = false;
    }
  }

  return {
    take(operation, leave) {
      const lane = lanes.get(operation) ?? { waiting: [], slots: [], serving: false, leadMs: 0 };
      lanes.set(operation, lane);
      if (leave?.aborted) return Promise.resolve(false);
      return new Promise<boolean>((resolve, reject) => {
        const stopListening = () => leave?.removeEventListener("abort", giveUp);
        const place: Waiting = {
          resolve: (served) => {
            stopListening();
            resolve(served);
          },
          reject: (error) => {
            stopListening();
            reject(error);
          },
        };
        const giveUp = () => giveUpPlace(lane, place);
        lane.waiting.push(place);
        leave?.addEventListener("abort", giveUp, { once: true });
        if (!lane.serving) void serve(operation, lane);
      });
    },
    async slowDown(operation) {
      await ensureRow(operation);
      // Once a second at most: many calls are throttled together, and each would cut the rate again.
      await db.execute(sql`
        update quota set rate = greatest(ceiling * 0.02, rate * ${SLOW_DOWN}::float8), raised_at = clock_timestamp()
        where account = ${account} and operation = ${operation}
          and (rate >= ceiling or raised_at < clock_timestamp() - interval '1 second')
      `);
    },
    async rate(operation) {
      await ensureRow(operation);
      const rows = await rowsOf<{ rate: number; ceiling: number }>(
        db,
        sql`select rate, ceiling from quota where account = ${account} and operation = ${operation}`,
      );
      const row = rows[0];
      return { now: Number(row?.rate ?? 0), ceiling: Number(row?.ceiling ?? 0) };
    },
  };
}

function giveUpPlace(lane: Lane, place: Waiting): void {
  const at = lane.waiting.indexOf(place);
  if (at < 0) return;
  lane.waiting.splice(at, 1);
  place.resolve(false);
}

/** A shift is measured anew after this, since clocks drift. */
const SHIFT_MAX_AGE_MS = 30_000;

/**
 * How far the database's clock is ahead of this process's monotonic one. Trips take a different time each,
 * and slots placed by a slow one would bunch with the next: the quickest trip of the last while is taken. A
 * sample that no error of measuring explains is a clock that jumped, and counts at once.
 */
function databaseClock() {
  let best: { shiftMs: number; tripMs: number; at: number } | null = null;
  return {
    shift(before: number, after: number, databaseNowMs: number): number {
      const tripMs = after - before;
      const shiftMs = databaseNowMs - (before + after) / 2;
      const outdated =
        !best ||
        tripMs <= best.tripMs ||
        after - best.at > SHIFT_MAX_AGE_MS ||
        Math.abs(shiftMs - best.shiftMs) > (tripMs + best.tripMs) / 2 + 1;
      if (outdated) best = { shiftMs, tripMs, at: after };
      return best?.shiftMs ?? shiftMs;
    },
  };
}
