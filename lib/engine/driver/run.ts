import { eq, sql } from "drizzle-orm";
import { SYSTEM } from "../../audit/record.ts";
import { rowsOf } from "../../db/rows.ts";
import { deletions } from "../../db/schema.ts";
import { failureRateExceeded, firstCallAllMissing, needsFirstBatchAlone } from "../../deletion/guards.ts";
import type { Lane } from "../../deletion/types.ts";
import { CONNECTION_FAILED } from "../../vod/errors.ts";
import { changeState, type DeletionRow } from "../change-state.ts";
import { type Claimed, type ClaimedBatch, claim, type Gate, type ReadyBatch } from "./claim.ts";
import { current, type Drive, lockOwn, pauseFor } from "./context.ts";
import { lastLook } from "./last-look.ts";
import { roomForCalls } from "./room-for-calls.ts";
import { pauseRun, type Sent, type SharedCalls, sendBatch, sharedCalls } from "./send.ts";

/** The most batches claimed in one transaction. */
const CLAIM = 64;
const NOTHING: Claimed = { ready: [], toLookAt: [], any: false, last: null };
const LOOK_BACK_MS = 2_000;
const IDLE_MS = 250;
const UNREACHABLE_AFTER = 10;

/** What this driver has seen since it took the run over. */
type Seen = {
  calls: number;
  ended: number;
  notAccepted: number;
  unreachable: number;
  /** From slot to stored answer, smoothed: tells how many calls the rate needs in flight. */
  cycleMs: number;
  error: unknown;
};

/** Sends until all is sent, or the state or the process says stop; returns with nothing in flight. */
export async function run(d: Drive): Promise<void> {
  const seen: Seen = { calls: 0, ended: 0, notAccepted: 0, unreachable: 0, cycleMs: 100, error: null };
  const shared = sharedCalls(d);
  const flying = new Set<Promise<void>>();
  // Aborted as soon as nothing more may leave, so that nobody waits for slots that will not be used.
  const leave = new AbortController();
  const signal = AbortSignal.any([d.signal, leave.signal]);
  const ceiling = (await d.c.quota.rate("DeleteMezzanines")).ceiling;
  const lanes = await lanesOf(d);
  const front = createFront();
  try {
    while (!d.signal.aborted && !seen.error) {
      const row = await current(d);
      if (row.state !== "running") break;
      const gate = await gateOf(d, row, lanes);
      if (gate === "paused") break;
      const room = roomForCalls(ceiling, seen.cycleMs, flying.size);
      const limit = gate.kind === "open" ? Math.min(CLAIM, room) : Math.min(1, room);
      const claimed = limit > 0 ? await claim(d, { limit, gate, after: front.after() }) : NOTHING;
      if (limit > 0) front.reached(claimed.last);
      for (const batch of [...claimed.ready, ...claimed.toLookAt]) {
        const flight = fly(d, shared, batch, seen, signal)
          .catch((error: unknown) => {
            seen.error ??= error;
          })
          .finally(() => flying.delete(flight));
        flying.add(flight);
      }
      if (claimed.any) continue;
      if (flying.size === 0 && (await allSent(d))) return;
      await Promise.race([...flying, pauseFor(d, IDLE_MS)]);
    }
  } finally {
    leave.abort();
    await Promise.all(flying);
  }
  if (seen.error) throw seen.error;
}

async function fly(
  d: Drive,
  shared: SharedCalls,
  batch: ReadyBatch | ClaimedBatch,
  seen: Seen,
  leave: AbortSignal,
): Promise<void> {
  const look = "attemptId" in batch ? { ready: batch, connected: true } : await lastLook(d, batch);
  if (!look.connected) return await guardReach(d, seen, false);
  const sent = look.ready ? await sendBatch(d, shared, look.ready, leave) : null;
  if (sent) await guard(d, sent, seen);
}

async function guardReach(d: Drive, seen: Seen, connected: boolean): Promise<void> {
  seen.unreachable = connected ? 0 : seen.unreachable + 1;
  if (seen.unreachable < UNREACHABLE_AFTER) return;
  seen.unreachable = 0;
  await pauseRun(d, "unreachable", { code: CONNECTION_FAILED });
}

/** The guards of design §8 that look at answers. */
async function guard(d: Drive, sent: Sent, seen: Seen): Promise<void> {
  seen.calls++;
  seen.ended += sent.accepted + sent.notAccepted;
  seen.notAccepted += sent.notAccepted;
  seen.cycleMs = seen.cycleMs * 0.9 + sent.cycleMs * 0.1;
  await guardReach(d, seen, sent.connected);
  if (await nothingExists(d, sent)) {
    await pauseRun(d, "nothing-exists", { asked: sent.asked });
  } else if (failureRateExceeded(seen)) {
    await pauseRun(d, "failure-rate", { ended: seen.ended, notAccepted: seen.notAccepted });
    seen.ended = 0;
    seen.notAccepted = 0;
  }
}

/**
 * The first call of the deletion that was answered says that none of its ids exists: most likely the wrong
 * region. Calls go by the order they were written in, since others may be answered sooner.
 */
async function nothingExists(d: Drive, sent: Sent): Promise<boolean> {
  if (sent.missing !== sent.asked) return false;
  const [row] = await rowsOf<{ first: number; remaining: number }>(
    d.c.db,
    sql`
      select
        (select min(id) from attempts
          where deletion_id = ${d.id} and kind = 'delete' and result = 'answered') as first,
        (select coalesce(sum(count), 0)::int from deletion_tallies
          where deletion_id = ${d.id} and outcome = 'pending') as remaining
    `,
  );
  if (!row || Number(row.first) !== sent.attemptId) return false;
  return firstCallAllMissing({ asked: sent.asked, missing: sent.missing, remaining: Number(row.remaining) });
}

/**
 * Large runs: the first batch of each lane goes alone, and the lane opens when it is verified. A first batch
 * of which nothing was verified waits for a person. What a protection rule kept back was not tried.
 */
async function gateOf(d: Drive, row: DeletionRow, lanes: readonly Lane[]): Promise<Gate | "paused"> {
  const allOpen = lanes.every((lane) => row.openLanes.includes(lane));
  if (allOpen || !needsFirstBatchAlone(row.itemCount)) return { kind: "open" };
  const [next] = await rowsOf<{ lane: Lane }>(
    d.c.db,
    sql`select lane from batches where deletion_id = ${d.id} and state = 'pending' order by no limit 1`,
  );
  if (!next || row.openLanes.includes(next.lane)) return { kind: "open" };
  const [planned] = await rowsOf<{ items: number }>(
    d.c.db,
    sql`
      select coalesce(sum(size), 0)::int as items from batches
      where deletion_id = ${d.id} and parent_no is null
    `,
  );
  if (!needsFirstBatchAlone(Number(planned?.items ?? 0))) return { kind: "open" };
  const [tried] = await rowsOf<{ items: number; open: number; verified: number }>(
    d.c.db,
    sql`
      select count(*)::int as items,
        count(*) filter (where i.ended_at is null)::int as open,
        count(*) filter (where i.outcome = 'verified')::int as verified
      from deletion_items i join batches b on b.deletion_id = i.deletion_id and b.no = i.batch_no
      where i.deletion_id = ${d.id} and b.lane = ${next.lane} and (b.state <> 'pending' or b.parent_no is not null)
        and i.not_sent_reason is distinct from 'protected'
    `,
  );
  if (!tried || Number(tried.items) === 0 || Number(tried.open) > 0) {
    return { kind: "first-of-lane", lane: next.lane, tried: Number(tried?.items ?? 0) > 0 };
  }
  if (Number(tried.verified) === 0) {
    await pauseRun(d, "first-batch-failed", { lane: next.lane, items: Number(tried.items) });
    return "paused";
  }
  await d.c.db.transaction(async (tx) => {
    const { openLanes } = await lockOwn(d, tx);
    await tx
      .update(deletions)
      .set({ openLanes: [...openLanes, next.lane] })
      .where(eq(deletions.id, d.id));
  });
  return { kind: "open" };
}

async function lanesOf(d: Drive): Promise<Lane[]> {
  const rows = await rowsOf<{ lane: Lane }>(
    d.c.db,
    sql`select distinct lane from batches where deletion_id = ${d.id}`,
  );
  return rows.map((r) => r.lane);
}

/**
 * Where claims begin. What was claimed before is no longer pending, but until the database has cleaned up, every
 * claim that begins at the first batch reads past all of it. What was put back is found at the next look back.
 */
function createFront() {
  let after = 0;
  let lookedBackAt = performance.now();
  return {
    after(): number {
      if (performance.now() - lookedBackAt > LOOK_BACK_MS) after = 0;
      if (after === 0) lookedBackAt = performance.now();
      return after;
    },
    /** @param last the highest number claimed; null when there was not enough after the place before */
    reached(last: number | null): void {
      after = last ?? 0;
    },
  };
}

/** Nothing waits, nothing is under way, and nothing unknown may come back: on to verification. */
async function allSent(d: Drive): Promise<boolean> {
  const [row] = await rowsOf<{ left: number }>(
    d.c.db,
    sql`
      select (
        exists (select 1 from batches where deletion_id = ${d.id} and state in ('pending', 'claimed', 'sending'))
        or exists (select 1 from deletion_items
          where deletion_id = ${d.id} and outcome = 'unknown' and check_at is not null)
      )::int as left
    `,
  );
  if (Number(row?.left ?? 0) > 0) return false;
  await d.c.db.transaction(async (tx) => {
    const locked = await lockOwn(d, tx);
    if (locked.state === "running") {
      await changeState(tx, locked, "all-sent", { actor: SYSTEM, set: { sentAt: sql`now()` } });
    }
  });
  return true;
}
