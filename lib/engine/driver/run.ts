import { eq, sql } from "drizzle-orm";
import { SYSTEM } from "../../audit/record.ts";
import { rowsOf } from "../../db/rows.ts";
import { deletions } from "../../db/schema.ts";
import { failureRateExceeded, firstCallAllMissing, needsFirstBatchAlone } from "../../deletion/guards.ts";
import type { Lane } from "../../deletion/types.ts";
import { changeState, type DeletionRow } from "../change-state.ts";
import { type ClaimedBatch, claim, type Gate, type ReadyBatch } from "./claim.ts";
import { current, type Drive, fenced, lockOwn, pauseFor } from "./context.ts";
import { lastLook } from "./last-look.ts";
import { pauseRun, type Sent, sendBatch } from "./send.ts";

/** Batches claimed in one transaction. */
const CLAIM = 5;
const IDLE_MS = 250;
const UNREACHABLE_AFTER = 10;
const MIN_IN_FLIGHT = 4;
const MAX_IN_FLIGHT = 64;

/** What this driver has seen since it took the run over. */
type Seen = {
  calls: number;
  ended: number;
  notAccepted: number;
  unreachable: number;
  /** Smoothed, for the number of calls that the rate needs in flight. */
  latencyMs: number;
  error: unknown;
};

/** Sends until all is sent, or the state or the process says stop; returns with nothing in flight. */
export async function run(d: Drive): Promise<void> {
  const seen: Seen = { calls: 0, ended: 0, notAccepted: 0, unreachable: 0, latencyMs: 100, error: null };
  const flying = new Set<Promise<void>>();
  const ceiling = (await d.c.quota.rate("DeleteMezzanines")).ceiling;
  try {
    while (!d.signal.aborted && !seen.error) {
      const row = await current(d);
      if (row.state !== "running") break;
      const gate = await gateOf(d, row);
      if (gate === "paused") break;
      const room = wanted(ceiling, seen.latencyMs) - flying.size;
      const claimed =
        gate === "wait" || room <= 0
          ? { ready: [], toLookAt: [] }
          : await claim(d, gate.kind === "open" ? Math.min(CLAIM, room) : 1, gate);
      for (const batch of [...claimed.ready, ...claimed.toLookAt]) launch(d, batch, seen, flying);
      if (claimed.ready.length + claimed.toLookAt.length > 0) continue;
      if (flying.size === 0 && (await allSent(d))) return;
      await Promise.race([...flying, pauseFor(d, IDLE_MS)]);
    }
  } finally {
    await Promise.all(flying);
  }
  if (seen.error) throw seen.error;
}

/** As many calls as rate times latency needs, and a few that wait for their slot. */
function wanted(ceiling: number, latencyMs: number): number {
  const needed = Math.ceil((ceiling * latencyMs * 1.5) / 1000) + MIN_IN_FLIGHT;
  return Math.min(MAX_IN_FLIGHT, needed);
}

function launch(d: Drive, batch: ReadyBatch | ClaimedBatch, seen: Seen, flying: Set<Promise<void>>): void {
  const flight = fly(d, batch, seen)
    .catch((error: unknown) => {
      seen.error ??= error;
    })
    .finally(() => flying.delete(flight));
  flying.add(flight);
}

async function fly(d: Drive, batch: ReadyBatch | ClaimedBatch, seen: Seen): Promise<void> {
  const ready = "attemptId" in batch ? batch : await lastLook(d, batch);
  const sent = ready ? await sendBatch(d, ready) : null;
  if (sent) await guard(d, sent, seen);
}

/** The guards of design §8 that look at answers. */
async function guard(d: Drive, sent: Sent, seen: Seen): Promise<void> {
  seen.calls++;
  seen.ended += sent.accepted + sent.notAccepted;
  seen.notAccepted += sent.notAccepted;
  seen.unreachable = sent.connected ? 0 : seen.unreachable + 1;
  seen.latencyMs = seen.latencyMs * 0.9 + sent.latencyMs * 0.1;
  if (seen.unreachable >= UNREACHABLE_AFTER) {
    await pauseRun(d, "fatal-answer", { code: "ConnectionFailed", message: "VOD cannot be reached." });
  } else if (await nothingExists(d, sent)) {
    await pauseRun(d, "nothing-exists", { asked: sent.asked });
  } else if (failureRateExceeded(seen)) {
    await pauseRun(d, "failure-rate", { ended: seen.ended, notAccepted: seen.notAccepted });
    seen.ended = 0;
    seen.notAccepted = 0;
  }
}

/** The very first answer of the run says that none of its ids exists: most likely the wrong region. */
async function nothingExists(d: Drive, sent: Sent): Promise<boolean> {
  if (sent.missing !== sent.asked) return false;
  const [row] = await rowsOf<{ others: number; remaining: number }>(
    d.c.db,
    sql`
      select
        coalesce(sum(count) filter (where outcome in
          ('accepted', 'verified', 'unverified', 'still-present', 'unremovable', 'missing', 'unknown')), 0)::int as others,
        coalesce(sum(count) filter (where outcome in ('pending', 'sending')), 0)::int as remaining
      from deletion_tallies where deletion_id = ${d.id}
    `,
  );
  if (!row || Number(row.others) !== sent.asked) return false;
  return firstCallAllMissing({ asked: sent.asked, missing: sent.missing, remaining: Number(row.remaining) });
}

/**
 * Large runs: the first batch of each lane goes alone, and the lane opens when it is verified. A first batch
 * of which nothing was verified waits for a person.
 */
async function gateOf(d: Drive, row: DeletionRow): Promise<Gate | "wait" | "paused"> {
  const [next] = await rowsOf<{ lane: Lane; total: number }>(
    d.c.db,
    sql`
      select b.lane, (select coalesce(sum(size), 0)::int from batches where deletion_id = ${d.id} and parent_no is null) as total
      from batches b where b.deletion_id = ${d.id} and b.state = 'pending' order by b.no limit 1
    `,
  );
  if (!next || !needsFirstBatchAlone(Number(next.total)) || row.openLanes.includes(next.lane)) {
    return { kind: "open" };
  }
  const [tried] = await rowsOf<{ items: number; open: number; verified: number }>(
    d.c.db,
    sql`
      select count(*)::int as items,
        count(*) filter (where i.ended_at is null)::int as open,
        count(*) filter (where i.outcome = 'verified')::int as verified
      from deletion_items i join batches b on b.deletion_id = i.deletion_id and b.no = i.batch_no
      where i.deletion_id = ${d.id} and b.lane = ${next.lane} and (b.state <> 'pending' or b.parent_no is not null)
    `,
  );
  if (!tried || Number(tried.items) === 0 || Number(tried.open) > 0) {
    return { kind: "first-of-lane", lane: next.lane };
  }
  if (Number(tried.verified) === 0) {
    await pauseRun(d, "first-batch-failed", { lane: next.lane, items: Number(tried.items) });
    return "paused";
  }
  await fenced(d, async (tx) => {
    await tx
      .update(deletions)
      .set({ openLanes: [...row.openLanes, next.lane] })
      .where(eq(deletions.id, d.id));
  });
  return { kind: "open" };
}

/** Nothing waits, nothing is under way, and nothing unknown may come back: on to verification. */
async function allSent(d: Drive): Promise<boolean> {
  const [row] = await rowsOf<{ left: number }>(
    d.c.db,
    sql`
      select count(*)::int as left from (
        select 1 from deletion_items
        where deletion_id = ${d.id}
          and (outcome in ('pending', 'sending') or (outcome = 'unknown' and check_at is not null))
        limit 1
      ) as open
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
