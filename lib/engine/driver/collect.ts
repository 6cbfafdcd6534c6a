import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { SYSTEM } from "../../audit/record.ts";
import { parseFilterText } from "../../catalog/filter.ts";
import { collectSlice } from "../../catalog/queries.ts";
import { rowsOf } from "../../db/rows.ts";
import { deletions } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { changeState, type DeletionRow } from "../change-state.ts";
import { recountTallies } from "../set-outcomes.ts";
import { current, type Drive, fenced, lockOwn } from "./context.ts";

/** Rows per statement: long statements would hold up everybody else on the embedded store. */
const SLICE = 5_000;

/** Freezes the selection into numbered items, slice by slice; a restart goes on where the last slice ended. */
export async function collect(d: Drive): Promise<void> {
  while (!d.signal.aborted) {
    const row = await current(d);
    if (row.state !== "collecting") return;
    // Written by an older version, perhaps. Freezing what is left of it could only widen the list.
    if (!row.idListId && !isReadable(row.filterText ?? "")) return await fail(d, "filter-unreadable");
    const more = await fenced(d, (tx) => (row.idListId ? sliceOfList(tx, row) : sliceOfFilter(tx, row)));
    if (!more) return await seal(d);
  }
}

function isReadable(filterText: string): boolean {
  try {
    parseFilterText(filterText);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Nothing was sent, and nothing will be: a person makes a new deletion. */
async function fail(d: Drive, code: string): Promise<void> {
  await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (row.state === "collecting") await failCollecting(tx, row, code);
  });
}

async function failCollecting(tx: Tx, row: DeletionRow, code: string): Promise<void> {
  await changeState(tx, row, "collect-failed", {
    actor: SYSTEM,
    set: { pauseCode: code, pauseDetail: {}, finishedAt: sql`now()` },
    detail: { code },
  });
}

async function sliceOfList(tx: Tx, row: DeletionRow): Promise<boolean> {
  const from = row.progressSeq + 1;
  const rows = await rowsOf<{ count: number }>(
    tx,
    sql`
    with slice as (
      select v.id, (v.ord + ${row.progressSeq})::int as seq
      from id_lists l, unnest(l.video_ids[${from}::int:${from + SLICE - 1}::int]) with ordinality as v(id, ord)
      where l.id = ${row.idListId}
    ), added as (
      insert into deletion_items (deletion_id, seq, environment_id, video_id, title, size_bytes)
      select ${row.id}, s.seq, ${row.environmentId}, s.id, c.title, c.size_bytes
      from slice s left join videos c on c.environment_id = ${row.environmentId} and c.video_id = s.id
      returning seq
    )
    select count(*)::int as count from added
  `,
  );
  const count = Number(rows[0]?.count ?? 0);
  if (count === 0) return false;
  await tx
    .update(deletions)
    .set({ progressSeq: row.progressSeq + count })
    .where(eq(deletions.id, row.id));
  return count === SLICE;
}

async function sliceOfFilter(tx: Tx, row: DeletionRow): Promise<boolean> {
  const slice = await collectSlice(tx, row.environmentId, {
    filterText: row.filterText ?? "",
    excludedIds: row.excludedIds ?? [],
    snapshotAt: row.snapshotAt,
    afterKey: row.progressKey,
    limit: SLICE,
  });
  const last = slice.at(-1);
  if (!last) return false;
  const items = slice.map((v, i) => ({
    seq: row.progressSeq + i + 1,
    id: v.videoId,
    title: v.title,
    size: v.sizeBytes,
  }));
  await tx.execute(sql`
    insert into deletion_items (deletion_id, seq, environment_id, video_id, title, size_bytes)
    select ${row.id}, seq, ${row.environmentId}, id, title, size
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as s(seq int, id text, title text, size int8)
  `);
  await tx
    .update(deletions)
    .set({ progressSeq: row.progressSeq + slice.length, progressKey: last.videoId })
    .where(eq(deletions.id, row.id));
  return slice.length === SLICE;
}

/** The list is whole: its digest, its size, its tallies, and on to the forecast. */
async function seal(d: Drive): Promise<void> {
  // Without statistics the planner takes a new list for a handful of rows, and every later step reads all of it.
  await d.c.db.execute(sql`analyze deletion_items`);
  const digest = await listDigest(d);
  await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (row.state !== "collecting") return;
    const rows = await rowsOf<{ count: number; bytes: number }>(
      tx,
      sql`
      select count(*)::int as count, coalesce(sum(size_bytes), 0)::int8 as bytes
      from deletion_items where deletion_id = ${d.id}
    `,
    );
    const itemCount = Number(rows[0]?.count ?? 0);
    if (itemCount === 0) {
      await failCollecting(tx, row, "empty-list");
      return;
    }
    await recountTallies(tx, d.id);
    await changeState(tx, row, "collected", {
      actor: SYSTEM,
      set: { itemCount, totalBytes: Number(rows[0]?.bytes ?? 0), listDigest: digest, progressSeq: 0 },
      detail: { itemCount, digest },
    });
  });
}

/** SHA-256 over the ids in the order of the list, each followed by a line feed. */
async function listDigest(d: Drive): Promise<string> {
  const hash = createHash("sha256");
  let after = 0;
  for (;;) {
    const rows = await rowsOf<{ seq: number; video_id: string }>(
      d.c.db,
      sql`
      select seq, video_id from deletion_items
      where deletion_id = ${d.id} and seq > ${after} order by seq limit ${SLICE}
    `,
    );
    for (const r of rows) hash.update(`${r.video_id}\n`);
    const last = rows.at(-1);
    if (!last) return hash.digest("hex");
    after = Number(last.seq);
  }
}
