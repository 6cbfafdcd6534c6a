import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import type { Tx } from "../db/types.ts";
import type { Move } from "./set-outcomes.ts";

/*
 * The common case writes as little as it can: a batch that was accepted whole speaks for its items
 * (seen-outcome.ts), whose rows are written once, when a read-back ends them.
 */

type Deletion = { id: string; environmentId: string };

const list = (numbers: readonly number[]) =>
  sql`(select jsonb_array_elements(${JSON.stringify(numbers)}::jsonb)::int)`;

export type AcceptedBatch = {
  no: number;
  /** How long ago its call left. */
  sentAgoMs: number;
  /** From now to its first read-back. */
  checkInMs: number;
  items: readonly { sizeBytes: number | null }[];
};

/** From sending to accepted, for all items of these batches. @returns how the tallies move */
export async function acceptBatches(
  tx: Tx,
  deletion: Deletion,
  batches: readonly AcceptedBatch[],
): Promise<Move[]> {
  if (batches.length === 0) return [];
  const rows = batches.map((b) => ({ no: b.no, sent_ago: b.sentAgoMs, check_in: b.checkInMs }));
  const accepted = await rowsOf<{ no: number }>(
    tx,
    sql`
      update batches b set state = 'accepted', not_before = null, accepted_at = now(),
        sent_at = now() - make_interval(secs => r.sent_ago / 1000),
        check_at = now() + make_interval(secs => r.check_in / 1000)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(no int, sent_ago float8, check_in float8)
      where b.deletion_id = ${deletion.id} and b.no = r.no and b.state = 'sending'
      returning b.no
    `,
  );
  const nos = new Set(accepted.map((b) => Number(b.no)));
  const items = batches.filter((b) => nos.has(b.no)).flatMap((b) => b.items);
  const bytes = items.reduce((sum, item) => sum + (item.sizeBytes ?? 0), 0);
  return [{ from: "pending", to: "accepted", count: items.length, bytes }];
}

/**
 * From accepted to verified, for all items of batches that still speak for them; their ids are let go of.
 *
 * @returns how the tallies move
 */
export async function verifyBatches(tx: Tx, deletion: Deletion, nos: readonly number[]): Promise<Move[]> {
  if (nos.length === 0) return [];
  const [done] = await rowsOf<{ count: number; bytes: number }>(
    tx,
    sql`
      with verified as (
        update deletion_items i set
          outcome = 'verified', not_sent_reason = null, code = null, message = null, sent_at = b.sent_at,
          sends = i.sends + 1, accepted_at = b.accepted_at, check_at = null, checks = 1, present_looks = 0,
          ended_at = now()
        from batches b
        where b.deletion_id = ${deletion.id} and b.no in ${list(nos)} and b.state = 'accepted'
          and i.deletion_id = b.deletion_id and i.batch_no = b.no and i.outcome = 'pending'
        returning i.video_id, i.size_bytes
      ), freed as (
        delete from in_flight f using verified v
        where f.environment_id = ${deletion.environmentId} and f.deletion_id = ${deletion.id}
          and f.video_id = v.video_id
      )
      select count(*)::int as count, coalesce(sum(size_bytes), 0)::int8 as bytes from verified
    `,
  );
  await endAcceptance(tx, deletion, nos);
  return [
    { from: "accepted", to: "verified", count: Number(done?.count ?? 0), bytes: Number(done?.bytes ?? 0) },
  ];
}

/** They could not be asked about: nothing has changed but when they are looked at. */
export async function checkLater(
  tx: Tx,
  deletion: Deletion,
  nos: readonly number[],
  checkInMs: number,
): Promise<void> {
  if (nos.length === 0) return;
  await tx.execute(sql`
    update batches set check_at = now() + make_interval(secs => ${checkInMs / 1000}::float8)
    where deletion_id = ${deletion.id} and no in ${list(nos)} and state = 'accepted'
  `);
}

/** From here on each item of these batches has its own row say that it is accepted, and when to look again. */
export async function spellOut(tx: Tx, deletion: Deletion, nos: readonly number[]): Promise<void> {
  if (nos.length === 0) return;
  await tx.execute(sql`
    update deletion_items i set
      outcome = 'accepted', not_sent_reason = null, code = null, message = null, sent_at = b.sent_at,
      sends = i.sends + 1, accepted_at = b.accepted_at, check_at = b.check_at, checks = 0, present_looks = 0
    from batches b
    where b.deletion_id = ${deletion.id} and b.no in ${list(nos)} and b.state = 'accepted'
      and i.deletion_id = b.deletion_id and i.batch_no = b.no and i.outcome = 'pending'
  `);
  await endAcceptance(tx, deletion, nos);
}

async function endAcceptance(tx: Tx, deletion: Deletion, nos: readonly number[]): Promise<void> {
  await tx.execute(sql`
    update batches set state = 'answered', check_at = null
    where deletion_id = ${deletion.id} and no in ${list(nos)} and state = 'accepted'
  `);
}
