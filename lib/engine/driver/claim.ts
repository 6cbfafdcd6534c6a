import { sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import type { Tx } from "../../db/types.ts";
import type { Group, Lane } from "../../deletion/types.ts";
import { protectionsAdded } from "../protections-added.ts";
import { type Drive, fenced } from "./context.ts";
import { addBatch, setBatches, setPending } from "./move-batches.ts";
import { endSpared, spareProtected } from "./spare-protected.ts";

/** How long an id waits that another deletion holds. */
const HELD_MS = 3_000;

export type ClaimedItem = {
  seq: number;
  videoId: string;
  sizeBytes: number | null;
  maybeSent: boolean;
  sends: number;
  group: Group;
};

export type ClaimedBatch = {
  no: number;
  lane: Lane;
  parentNo: number | null;
  look: boolean;
  tries: number;
  /** How many protection rules had been added when it was checked against them. */
  protectionsAdded: number;
  items: ClaimedItem[];
};

/** A batch whose attempt is written: it may leave as soon as a slot is there. */
export type ReadyBatch = ClaimedBatch & { attemptId: number };

/**
 * Which batches may be claimed now: any, or one of a lane that has not opened yet; once that one was tried, only
 * what came of it.
 */
export type Gate = { kind: "open" } | { kind: "first-of-lane"; lane: Lane; tried: boolean };

export type Wanted = {
  limit: number;
  gate: Gate;
  /** Only batches with a higher number: what was claimed before need not be passed over at every claim. */
  after: number;
};

export type Claimed = {
  ready: ReadyBatch[];
  toLookAt: ClaimedBatch[];
  /** Whether any batch was taken; all of its items may be protected or held elsewhere. */
  any: boolean;
  /** The highest number taken, null when there was not enough. */
  last: number | null;
};

/**
 * Takes up to `limit` pending batches, holds their ids in `in_flight`, and writes the attempt of those that
 * need no last look, all in one transaction: nothing is sent that is not written down first.
 *
 * Ids that another deletion holds move to a batch of their own, which is looked at before it is sent. Ids that
 * a protection rule covers by now end as *not sent*.
 */
export async function claim(d: Drive, wanted: Wanted): Promise<Claimed> {
  return await fenced(d, async (tx, { state }) => {
    const taken = state === "running" ? await takeBatches(tx, d, wanted) : [];
    const [first] = taken;
    if (!first) return { ready: [], toLookAt: [], any: false, last: null };
    const last = taken.length === wanted.limit ? (taken.at(-1)?.no ?? null) : null;
    const { batches: unprotected, spared } =
      first.protectionsAdded > 0 ? await spareProtected(tx, d, taken) : { batches: taken, spared: [] };
    const batches = await holdIds(tx, d, unprotected);
    const empty = batches.filter((batch) => batch.items.length === 0);
    await setBatches(tx, d, empty, "answered");
    const toLookAt = batches.filter((b) => b.items.length > 0 && (b.lane === "force" || b.look));
    await setBatches(tx, d, toLookAt, "claimed");
    const ready = batches.filter((b) => b.items.length > 0 && b.lane !== "force" && !b.look);
    const written = await writeAttempts(tx, d, ready);
    await endSpared(tx, d, spared);
    return { ready: written, toLookAt, any: true, last };
  });
}

async function takeBatches(tx: Tx, d: Drive, { limit, gate, after }: Wanted): Promise<ClaimedBatch[]> {
  const gated =
    gate.kind === "first-of-lane"
      ? sql`and lane = ${gate.lane} and (parent_no is not null or ${!gate.tried}::boolean)`
      : sql``;
  const taken = await rowsOf<{
    no: number;
    lane: Lane;
    parent_no: number | null;
    look: boolean;
    tries: number;
    added: number;
  }>(
    tx,
    sql`
      select no, lane, parent_no, look, tries, ${protectionsAdded(d.environmentId)} as added from batches
      where deletion_id = ${d.id} and state = 'pending' and no > ${after}
        and (not_before is null or not_before <= now()) ${gated}
      order by no limit ${limit} for update skip locked
    `,
  );
  if (taken.length === 0) return [];
  const items = await rowsOf<{
    seq: number;
    video_id: string;
    size_bytes: number | null;
    maybe_sent: boolean;
    sends: number;
    group: Group;
    batch_no: number;
  }>(
    tx,
    sql`
      select i.seq, i.video_id, i.size_bytes, i.maybe_sent, i.sends, i."group", i.batch_no
      from jsonb_array_elements(${JSON.stringify(taken.map((b) => b.no))}::jsonb) as b(no)
      cross join lateral (
        -- By itself and without the outcome: before the tables are analyzed, the planner takes a million
        -- pending items for a handful and would read all of them at every claim. "offset 0" keeps it apart.
        select * from deletion_items where deletion_id = ${d.id} and batch_no = b.no::int offset 0
      ) as i
      where i.outcome = 'pending'
      order by i.seq
    `,
  );
  const itemsOf = Map.groupBy(items, (i) => Number(i.batch_no));
  return taken.map((b) => ({
    no: Number(b.no),
    lane: b.lane,
    parentNo: b.parent_no,
    look: b.look,
    tries: Number(b.tries),
    protectionsAdded: Number(b.added),
    items: (itemsOf.get(Number(b.no)) ?? []).map((i) => ({
      seq: Number(i.seq),
      videoId: i.video_id,
      sizeBytes: i.size_bytes === null ? null : Number(i.size_bytes),
      maybeSent: i.maybe_sent,
      sends: Number(i.sends),
      group: i.group,
    })),
  }));
}

/**
 * Holds each id for this deletion. What another one holds leaves its batch; a batch of which all is held
 * elsewhere waits as a whole.
 *
 * @returns the batches that may go on
 */
async function holdIds(tx: Tx, d: Drive, batches: ClaimedBatch[]): Promise<ClaimedBatch[]> {
  // In one order everywhere, so that two deletions that share ids cannot wait for each other.
  const ids = batches.flatMap((b) => b.items.map((i) => i.videoId)).sort();
  if (ids.length === 0) return batches;
  const taken = await rowsOf<{ video_id: string }>(
    tx,
    sql`
      insert into in_flight (environment_id, video_id, deletion_id)
      select ${d.environmentId}, v.id, ${d.id}
      from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) with ordinality as v(id, ord) order by v.ord
      on conflict (environment_id, video_id) do nothing
      returning video_id
    `,
  );
  if (taken.length === ids.length) return batches;
  // What was not taken is held elsewhere, also where that holder has let go of it since: nobody holds it then.
  const ours = new Set(taken.map((t) => t.video_id));
  for (const id of await alreadyHeld(
    tx,
    d,
    ids.filter((id) => !ours.has(id)),
  ))
    ours.add(id);
  const elsewhere = new Set(ids.filter((id) => !ours.has(id)));
  const free: ClaimedBatch[] = [];
  for (const batch of batches) {
    const waiting = batch.items.filter((i) => elsewhere.has(i.videoId));
    const items = batch.items.filter((i) => !elsewhere.has(i.videoId));
    if (waiting.length > 0 && items.length === 0) {
      await setPending(tx, d, batch.no, HELD_MS, { isTry: false });
      await tx.execute(sql`
        update batches set look = true, held = true, size = ${waiting.length}
        where deletion_id = ${d.id} and no = ${batch.no}
      `);
      continue;
    }
    if (waiting.length > 0)
      await addBatch(tx, d, batch, waiting, { look: true, held: true, delayMs: HELD_MS });
    free.push({ ...batch, items });
  }
  return free;
}

async function alreadyHeld(tx: Tx, d: Drive, ids: readonly string[]): Promise<string[]> {
  const rows = await rowsOf<{ video_id: string }>(
    tx,
    sql`
      select video_id from in_flight
      where environment_id = ${d.environmentId} and deletion_id = ${d.id}
        and video_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
    `,
  );
  return rows.map((r) => r.video_id);
}

/**
 * The attempts and `sending`, before anything leaves (promise 6). The items stay as they are: what is pending
 * in a batch that is sending is sending itself.
 */
export async function writeAttempts(tx: Tx, d: Drive, ready: ClaimedBatch[]): Promise<ReadyBatch[]> {
  if (ready.length === 0) return [];
  const rows = ready.map((b) => ({
    no: b.no,
    force: b.lane === "force",
    ids: b.items.map((i) => i.videoId),
    at: new Date().toISOString(),
  }));
  const written = await rowsOf<{ id: number; no: number }>(
    tx,
    sql`
      insert into attempts
        (environment_id, deletion_id, batch_no, kind, operation, force, video_ids, token, started_at)
      select ${d.environmentId}, ${d.id}, no, 'delete', 'DeleteMezzanines', force,
        array(select jsonb_array_elements_text(ids)), ${d.token}::int, at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as a(no int, force boolean, ids jsonb, at timestamptz)
      returning id, batch_no as no
    `,
  );
  await setBatches(tx, d, ready, "sending");
  const idOf = new Map(written.map((w) => [Number(w.no), Number(w.id)]));
  return ready.map((batch) => {
    const attemptId = idOf.get(batch.no);
    if (attemptId === undefined) throw new Error(`The attempt for batch ${batch.no} was not written.`);
    return { ...batch, attemptId };
  });
}
