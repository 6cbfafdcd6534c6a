import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { quota } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import { log } from "../log.ts";
import type { Caller } from "../vod/types.ts";
import { databaseClock } from "./database-clock.ts";
import { type Clock, createLane, type Lane, MAX_LEAD_MS, type Slot } from "./lane.ts";
import { createSecond, type Departure } from "./second.ts";

const SLOW_DOWN = 0.7;
const SPEED_UP = 1.05;
/** More than all instances together hold at a time, in slots or in time: what is further ahead is a clock set back. */
const MOST_SLOTS_AHEAD = 200;
const MOST_AHEAD_MS = 2_000;
/**
 * Slots lie this much further apart than the rate says. A call may leave 25 ms after its slot and travel
 * longer than the next one: evenly at the full rate, a second in which that happens would hold too many.
 */
const MARGIN = 1.015;

/** Who shares its slots with nobody takes them further ahead: a checkpoint of the embedded store stops all trips. */
const ALONE_COVERS_MS = 500;

/** Not the wall clock: that one is set. A timer that ends early would hand a slot out early. */
const PROCESS_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.ceil(ms))),
};

export type Quota = {
  /**
   * Resolves when the next call of this operation may leave. Within this process, calls are served by
   * priority and deletions take turns (`turns.ts`); among processes, the first trip to the database comes
   * first, whatever it is for.
   *
   * @param caller left out: a person who waits
   * @returns null when `leave` was aborted before its turn: no slot was used, nothing may be sent
   * @throws when the database fails; nothing may be sent either
   */
  take(operation: string, caller?: Caller): Promise<Slot | null>;
  /** For a call whose slot has come and that looks at something before it leaves. */
  depart(operation: string, slot: Slot): Departure;
  /** VOD throttled us: all instances of this account go slower at once, then gently faster again. */
  slowDown(operation: string): Promise<void>;
  /** Calls per second now, and what the settings allow. */
  rate(operation: string): Promise<{ now: number; ceiling: number }>;
};

/**
 * The account's quota as one GCRA row per operation on the database's clock, shared by every instance
 * (design §8, engine-findings.md §3). Rates are calls per second.
 *
 * @param options.alone no other instance can share the account's row: the embedded store has one owner
 */
export function createQuota(
  db: Db,
  account: string,
  ceilings: Record<string, number>,
  defaultCeiling: number,
  { alone = false, clock = PROCESS_CLOCK }: { alone?: boolean; clock?: Clock } = {},
): Quota {
  const database = databaseClock();
  const lanes = new Map<string, Lane>();
  const seconds = new Map<string, ReturnType<typeof createSecond>>();
  const known = new Map<string, Promise<void>>();
  const overruled = new Map<string, number>();

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

  /** Instances with other settings go by those of the one that started last; whoever is overruled says so. */
  function compareSettings(operation: string, ceiling: number): void {
    const own = ceilings[operation] ?? defaultCeiling;
    if (ceiling === own || overruled.get(operation) === ceiling) return;
    overruled.set(operation, ceiling);
    log.warn(
      { operation, callsPerSecond: ceiling, ownSetting: own },
      "an instance that started later sets another rate for this account, and that one holds for all; give all instances the same settings",
    );
  }

  /** Reserves n slots; their times are on this process's monotonic clock. */
  async function reserve(operation: string, n: number, leadMs: number): Promise<Slot[]> {
    await ensureRow(operation);
    const before = clock.now();
    const rows = await rowsOf<{ end_ms: number; now_ms: number; gap_ms: number; ceiling: number }>(
      db,
      sql`
      update quota set
        tat = greatest(
            least(tat, clock_timestamp() + make_interval(
              secs => ${MAX_LEAD_MS / 1000}::float8 + greatest(${MOST_AHEAD_MS / 1000}::float8, ${MOST_SLOTS_AHEAD}::float8 / rate))),
            clock_timestamp() + make_interval(secs => ${leadMs / 1000}::float8)
          ) + make_interval(secs => ${n * MARGIN}::float8 / rate),
        raised_at = case when rate < ceiling and raised_at < clock_timestamp() - interval '10 seconds'
                         then clock_timestamp() else raised_at end,
        rate = case when rate < ceiling and raised_at < clock_timestamp() - interval '10 seconds'
                    then least(ceiling, rate * ${SPEED_UP}::float8) else rate end
      where account = ${account} and operation = ${operation}
      returning extract(epoch from tat)::float8 * 1000 as end_ms,
                extract(epoch from clock_timestamp())::float8 * 1000 as now_ms,
                (${1000 * MARGIN}::float8 / rate)::float8 as gap_ms, ceiling
    `,
    );
    const row = rows[0];
    if (!row) {
      known.delete(operation);
      return reserve(operation, n, leadMs);
    }
    compareSettings(operation, Number(row.ceiling));
    const shiftMs = database.shift(before, clock.now(), row.now_ms);
    return Array.from({ length: n }, (_, i) => ({ at: row.end_ms - shiftMs - (n - i) * row.gap_ms }));
  }

  function laneOf(operation: string): Lane {
    const ceiling = ceilings[operation] ?? defaultCeiling;
    const lane =
      lanes.get(operation) ??
      createLane(
        (n, leadMs) => reserve(operation, n, leadMs),
        clock,
        ceiling,
        alone ? ALONE_COVERS_MS : undefined,
      );
    lanes.set(operation, lane);
    return lane;
  }

  return {
    take: (operation, { leave, ...caller } = { priority: "person" }) => laneOf(operation).take(caller, leave),
    depart(operation, slot) {
      const second =
        seconds.get(operation) ?? createSecond(ceilings[operation] ?? defaultCeiling, clock.now, alone);
      seconds.set(operation, second);
      return second.depart(slot);
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
