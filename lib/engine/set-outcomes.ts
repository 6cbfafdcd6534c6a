import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import type { Tx } from "../db/types.ts";
import { isFinal, mayFollow, type OutcomeCause } from "../deletion/outcomes.ts";
import type { NotSentReason, Outcome } from "../deletion/types.ts";

export type OutcomeChange = {
  seq: number;
  /** The batch whose call this is about: an item that has moved on to another one stays as it is. */
  batchNo?: number;
  from: Outcome;
  to: Outcome;
  reason?: NotSentReason | null;
  code?: string | null;
  message?: string | null;
  /** Once true it stays true, whatever is given here. */
  maybeSent?: boolean;
  /** From now to the next read-back; null when none is due. */
  checkInMs?: number | null;
  checks?: number;
  presentLooks?: number;
  /** How long ago the call left; given with an answer. An age, since the times stored are the database's. */
  sentAgoMs?: number;
  /** Whether the call may have reached VOD, and so counts. */
  sent?: boolean;
};

/** What the item's own row says while its batch speaks for it (seen-outcome.ts). */
function stored(outcome: Outcome): Outcome {
  return outcome === "sending" ? "pending" : outcome;
}

export type Move = { from: Outcome; to: Outcome; count: number; bytes: number };
export type Changed = { seqs: ReadonlySet<number>; moves: Move[] };

/**
 * `changeOutcomes` with the tallies that count the items, for a transaction that changes items this once.
 *
 * @throws Error as `changeOutcomes`
 */
export async function setOutcomes(
  tx: Tx,
  deletion: { id: string; environmentId: string },
  by: OutcomeCause,
  changes: readonly OutcomeChange[],
): Promise<void> {
  const { moves } = await changeOutcomes(tx, deletion, by, changes);
  await moveTallies(tx, deletion.id, moves);
}

/**
 * Moves items to their next outcome and lets go of ids that came to their end. An item that is no longer where
 * the caller saw it stays as it is. The caller moves the tallies, once for all that its transaction changes: two
 * transactions that lock several of them in turn would wait for each other.
 *
 * @throws Error for a step that the table of lib/deletion/outcomes.ts does not have: a bug, nothing is written
 */
export async function changeOutcomes(
  tx: Tx,
  deletion: { id: string; environmentId: string },
  by: OutcomeCause,
  changes: readonly OutcomeChange[],
): Promise<Changed> {
  if (changes.length === 0) return { seqs: new Set(), moves: [] };
  for (const { from, to } of changes) {
    if (!mayFollow(from, to, by)) throw new Error(`An item cannot go from ${from} to ${to} by ${by}.`);
  }
  const rows = changes.map((c) => ({
    seq: c.seq,
    batch_no: c.batchNo ?? null,
    from: stored(c.from),
    to: stored(c.to),
    reason: c.reason ?? null,
    code: c.code ?? null,
    message: c.message ?? null,
    maybe_sent: c.maybeSent ?? false,
    check_in: c.checkInMs ?? null,
    checks: c.checks ?? 0,
    present_looks: c.presentLooks ?? 0,
    sent_ago: c.sentAgoMs ?? null,
    sent: c.sent ? 1 : 0,
    ended: isFinal({ outcome: c.to, checkDue: (c.checkInMs ?? null) !== null }),
  }));
  const done = await rowsOf<{ seq: number; video_id: string; bytes: number; ended: boolean }>(
    tx,
    sql`
    update deletion_items i set
      outcome = c."to",
      not_sent_reason = c.reason,
      code = coalesce(c.code, case when c."to" in ('unknown', 'failed') then i.code end),
      message = coalesce(c.message, case when c."to" in ('unknown', 'failed') then i.message end),
      maybe_sent = i.maybe_sent or c.maybe_sent,
      accepted_at = case when c."to" = 'accepted' and c."from" = 'pending' then now() else i.accepted_at end,
      sent_at = coalesce(now() - make_interval(secs => c.sent_ago / 1000), i.sent_at),
      sends = i.sends + c.sent,
      check_at = case when c.check_in is null then null else now() + make_interval(secs => c.check_in / 1000) end,
      checks = c.checks,
      present_looks = c.present_looks,
      ended_at = case when c.ended then now() else null end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(
      seq int, batch_no int, "from" text, "to" text, reason text, code text, message text, maybe_sent boolean,
      check_in float8, checks int, present_looks int, sent_ago float8, sent int, ended boolean)
    where i.deletion_id = ${deletion.id} and i.seq = c.seq and i.outcome = c."from"
      and (c.batch_no is null or i.batch_no = c.batch_no)
    returning i.seq, i.video_id, coalesce(i.size_bytes, 0)::int8 as bytes, c.ended
  `,
  );
  const bytesBySeq = new Map(done.map((r) => [Number(r.seq), Number(r.bytes)]));
  const ended = done.filter((r) => r.ended).map((r) => r.video_id);
  if (ended.length > 0) {
    await tx.execute(sql`
      delete from in_flight
      where environment_id = ${deletion.environmentId} and deletion_id = ${deletion.id}
        and video_id in (select jsonb_array_elements_text(${JSON.stringify(ended)}::jsonb))
    `);
  }
  const moves = changes
    .filter((c) => bytesBySeq.has(c.seq))
    .map((c) => ({
      from: stored(c.from),
      to: stored(c.to),
      count: 1,
      bytes: bytesBySeq.get(c.seq) ?? 0,
    }));
  return { seqs: new Set(bytesBySeq.keys()), moves };
}

/** Adds to one outcome what it takes from another, in one statement and in a fixed order of rows. */
export async function moveTallies(tx: Tx, deletionId: string, moves: readonly Move[]): Promise<void> {
  const deltas = new Map<Outcome, { count: number; bytes: number }>();
  const add = (outcome: Outcome, count: number, bytes: number) => {
    const delta = deltas.get(outcome) ?? { count: 0, bytes: 0 };
    deltas.set(outcome, { count: delta.count + count, bytes: delta.bytes + bytes });
  };
  for (const move of moves) {
    if (move.from === move.to || move.count === 0) continue;
    add(move.from, -move.count, -move.bytes);
    add(move.to, move.count, move.bytes);
  }
  const rows = [...deltas]
    .map(([outcome, delta]) => ({ outcome, ...delta }))
    .sort((a, b) => (a.outcome < b.outcome ? -1 : 1));
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into deletion_tallies (deletion_id, outcome, count, bytes)
    select ${deletionId}, outcome, count, bytes
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(outcome text, count int, bytes int8)
    order by outcome
    on conflict (deletion_id, outcome) do update
      set count = deletion_tallies.count + excluded.count, bytes = deletion_tallies.bytes + excluded.bytes
  `);
}

/** Counts the tallies anew from the items; for the moments when whole lists change at once. */
export async function recountTallies(tx: Tx, deletionId: string): Promise<void> {
  await tx.execute(sql`delete from deletion_tallies where deletion_id = ${deletionId}`);
  await tx.execute(sql`
    insert into deletion_tallies (deletion_id, outcome, count, bytes)
    select deletion_id, outcome, count(*)::int, coalesce(sum(size_bytes), 0)::int8
    from deletion_items where deletion_id = ${deletionId} group by 1, 2
  `);
}
