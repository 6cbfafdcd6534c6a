import { and, eq, inArray, sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import { attempts, inFlight } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import type { Group, Lane } from "../../deletion/types.ts";
import { setOutcomes } from "../set-outcomes.ts";
import { type Drive, fenced } from "./context.ts";

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
  items: ClaimedItem[];
};

/** A batch whose attempt is written: it may leave as soon as a slot is there. */
export type ReadyBatch = ClaimedBatch & { attemptId: number };

/** Which batches may be claimed now: any, or one of a lane that has not opened yet. */
export type Gate = { kind: "open" } | { kind: "first-of-lane"; lane: Lane };

/**
 * Takes up to `limit` pending batches, holds their ids in `in_flight`, and writes the attempt of those that
 * need no last look, all in one transaction: nothing is sent that is not written down first.
 *
 * Ids that another deletion holds move to a batch of their own, which is looked at before it is sent.
 */
export async function claim(
  d: Drive,
  limit: number,
  gate: Gate,
): Promise<{ ready: ReadyBatch[]; toLookAt: ClaimedBatch[] }> {
  return await fenced(d, async (tx, { state }) => {
    if (state !== "running") return { ready: [], toLookAt: [] };
    const taken = await takeBatches(tx, d, limit, gate);
    if (taken.length === 0) return { ready: [], toLookAt: [] };
    const batches = await holdIds(tx, d, taken);
    const ready: ReadyBatch[] = [];
    const toLookAt: ClaimedBatch[] = [];
    for (const batch of batches) {
      if (batch.items.length === 0) await setBatch(tx, d, batch.no, "answered");
      else if (batch.lane === "force" || batch.look) {
        await setBatch(tx, d, batch.no, "claimed");
        toLookAt.push(batch);
      } else ready.push(await writeAttempt(tx, d, batch));
    }
    return { ready, toLookAt };
  });
}

async function takeBatches(tx: Tx, d: Drive, limit: number, gate: Gate): Promise<ClaimedBatch[]> {
  const gated =
    gate.kind === "first-of-lane"
      ? sql`and lane = ${gate.lane} and (parent_no is not null or not exists (
          select 1 from batches o where o.deletion_id = ${d.id} and o.lane = ${gate.lane} and o.state <> 'pending'))`
      : sql``;
  const taken = await rowsOf<{
    no: number;
    lane: Lane;
    parent_no: number | null;
    look: boolean;
    tries: number;
  }>(
    tx,
    sql`
      select no, lane, parent_no, look, tries from batches
      where deletion_id = ${d.id} and state = 'pending' and (not_before is null or not_before <= now()) ${gated}
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
  return taken.map((b) => ({
    no: Number(b.no),
    lane: b.lane,
    parentNo: b.parent_no,
    look: b.look,
    tries: Number(b.tries),
    items: items
      .filter((i) => Number(i.batch_no) === Number(b.no))
      .map((i) => ({
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
  const list = sql`(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
  await tx.execute(sql`
    insert into in_flight (environment_id, video_id, deletion_id)
    select ${d.environmentId}, v.id, ${d.id}
    from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) with ordinality as v(id, ord) order by v.ord
    on conflict (environment_id, video_id) do nothing
  `);
  const held = await rowsOf<{ video_id: string }>(
    tx,
    sql`
      select video_id from in_flight
      where environment_id = ${d.environmentId} and deletion_id <> ${d.id} and video_id in ${list}
    `,
  );
  if (held.length === 0) return batches;
  const elsewhere = new Set(held.map((h) => h.video_id));
  const free: ClaimedBatch[] = [];
  for (const batch of batches) {
    const waiting = batch.items.filter((i) => elsewhere.has(i.videoId));
    const items = batch.items.filter((i) => !elsewhere.has(i.videoId));
    if (waiting.length > 0 && items.length === 0) {
      await setBatch(tx, d, batch.no, "pending", HELD_MS);
      await tx.execute(sql`update batches set look = true where deletion_id = ${d.id} and no = ${batch.no}`);
      continue;
    }
    if (waiting.length > 0) await addBatch(tx, d, batch, waiting, { look: true, delayMs: HELD_MS });
    free.push({ ...batch, items });
  }
  return free;
}

/**
 * The batch waits in line again. Its ids are let go of: they are not under way, and since a pause may last,
 * nobody else has to wait for them. A claim holds them anew.
 */
export async function putBack(
  tx: Tx,
  d: Drive,
  batch: Pick<ClaimedBatch, "no" | "items">,
  delayMs = 0,
): Promise<void> {
  await setBatch(tx, d, batch.no, "pending", delayMs);
  await letGo(tx, d, batch.items);
}

export async function letGo(tx: Tx, d: Drive, items: readonly { videoId: string }[]): Promise<void> {
  if (items.length === 0) return;
  await tx.delete(inFlight).where(
    and(
      eq(inFlight.environmentId, d.environmentId),
      eq(inFlight.deletionId, d.id),
      inArray(
        inFlight.videoId,
        items.map((i) => i.videoId),
      ),
    ),
  );
}

/** Moves items into a new pending batch of the same lane. */
export async function addBatch(
  tx: Tx,
  d: Drive,
  parent: Pick<ClaimedBatch, "no" | "lane">,
  items: readonly { seq: number }[],
  options: { look: boolean; delayMs: number },
): Promise<void> {
  const no = d.nextBatchNo++;
  await tx.execute(sql`
    insert into batches (deletion_id, no, lane, state, size, parent_no, look, not_before)
    values (${d.id}, ${no}, ${parent.lane}, 'pending', ${items.length}, ${parent.no}, ${options.look},
            now() + make_interval(secs => ${options.delayMs / 1000}::float8))
  `);
  await tx.execute(sql`
    update deletion_items set batch_no = ${no}
    where deletion_id = ${d.id}
      and seq in (select jsonb_array_elements(${JSON.stringify(items.map((i) => i.seq))}::jsonb)::int)
  `);
}

/** The attempt and `sending`, before anything leaves (promise 6). */
export async function writeAttempt(tx: Tx, d: Drive, batch: ClaimedBatch): Promise<ReadyBatch> {
  const [attempt] = await tx
    .insert(attempts)
    .values({
      environmentId: d.environmentId,
      deletionId: d.id,
      batchNo: batch.no,
      kind: "delete",
      operation: "DeleteMezzanines",
      force: batch.lane === "force",
      videoIds: batch.items.map((i) => i.videoId),
      token: d.token,
      startedAt: new Date(),
    })
    .returning({ id: attempts.id });
  if (!attempt) throw new Error("The attempt was not written.");
  await setBatch(tx, d, batch.no, "sending");
  await setOutcomes(
    tx,
    { id: d.id, environmentId: d.environmentId },
    "claim",
    batch.items.map((i) => ({ seq: i.seq, from: "pending", to: "sending", maybeSent: i.maybeSent })),
  );
  return { ...batch, attemptId: attempt.id };
}

export async function setBatch(
  tx: Tx,
  d: Drive,
  no: number,
  state: "pending" | "claimed" | "sending" | "answered" | "split",
  delayMs = 0,
): Promise<void> {
  await tx.execute(sql`
    update batches set
      state = ${state},
      tries = tries + ${delayMs > 0 ? 1 : 0}::int,
      not_before = case when ${delayMs}::float8 > 0 then now() + make_interval(secs => ${delayMs / 1000}::float8) end
    where deletion_id = ${d.id} and no = ${no}
  `);
}
