import { createHash, type Hash } from "node:crypto";
import { eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { SYSTEM } from "../../audit/record.ts";
import { parseFilterText } from "../../catalog/filter.ts";
import { sliceOfLines, sliceOfVideos } from "../../catalog/queries.ts";
import { rowsOf } from "../../db/rows.ts";
import { deletions, ID_LIST_PART, idLists } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { changeState, type DeletionRow } from "../change-state.ts";
import { recountTallies } from "../set-outcomes.ts";
import { current, type Drive, fenced, lockOwn } from "./context.ts";

/** Rows per statement: long statements would hold up everybody else on the embedded store. */
const SLICE = ID_LIST_PART;
const DIGEST_SLICE = 20_000;

/** Freezes the selection into numbered items, slice by slice; a restart goes on where the last slice ended. */
export async function collect(d: Drive): Promise<void> {
  const digest = createHash("sha256");
  let digested = 0;
  while (!d.signal.aborted) {
    const row = await current(d);
    if (row.state !== "collecting") return;
    if (digested < row.progressSeq) await digestStored(d, digest, row.progressSeq);
    // Written by an older version, perhaps. Freezing what is left of it could only widen the list.
    if (!row.idListId && !isReadable(row.filterText ?? "")) return await fail(d, "filter-unreadable");
    const slice = await fenced(d, (tx) => nextSlice(tx, row));
    digest.update(slice.ids);
    digested = row.progressSeq + slice.count;
    if (!slice.more) return await seal(d, digest.digest("hex"));
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

/** What a slice added: how many, their ids as the digest takes them, and whether there may be more. */
type Added = { count: number; ids: string; more: boolean };

const NOTHING: Added = { count: 0, ids: "", more: false };

async function nextSlice(tx: Tx, row: DeletionRow): Promise<Added> {
  if (row.idListId === null) return await sliceOfFilter(tx, row);
  return (await isUploaded(tx, row.idListId))
    ? await sliceOfUpload(tx, row, row.idListId)
    : await sliceOfList(tx, row);
}

async function isUploaded(tx: Tx, listId: string): Promise<boolean> {
  const [list] = await tx.select({ source: idLists.source }).from(idLists).where(eq(idLists.id, listId));
  return typeof list?.source === "string";
}

/** A part of the list at a time, so that a slice never begins in the middle of one. */
async function sliceOfList(tx: Tx, row: DeletionRow): Promise<Added> {
  // Only the last part is not full: with it written, the list is whole.
  if (row.progressSeq % ID_LIST_PART !== 0) return NOTHING;
  return await addSlice(
    tx,
    row,
    sql`
      select v.id as video_id, c.title, c.size_bytes, v.ord as place
      from id_list_parts p cross join unnest(p.video_ids) with ordinality as v(id, ord)
      left join videos c on c.environment_id = ${row.environmentId} and c.video_id = v.id
      where p.id_list_id = ${row.idListId} and p.no = ${Math.floor(row.progressSeq / ID_LIST_PART)}::int
    `,
  );
}

async function sliceOfFilter(tx: Tx, row: DeletionRow): Promise<Added> {
  const slice = sliceOfVideos(row.environmentId, {
    filterText: row.filterText ?? "",
    excludedIds: excludedIdsOf(row.id),
    snapshotAt: row.snapshotAt,
    afterKey: row.progressKey,
    limit: SLICE,
  });
  return await addSlice(tx, row, inOrder(slice));
}

async function sliceOfUpload(tx: Tx, row: DeletionRow, listId: string): Promise<Added> {
  const slice = sliceOfLines(row.environmentId, {
    listId,
    excludedIds: excludedIdsOf(row.id),
    afterKey: row.progressKey,
    limit: SLICE,
  });
  return await addSlice(tx, row, inOrder(slice));
}

function inOrder(slice: SQLWrapper): SQL {
  return sql`select s.*, row_number() over (order by s.video_id) as place from ${slice} s`;
}

/** They may be many, and stay in the database. */
function excludedIdsOf(id: string): SQL {
  return sql`select unnest(${deletions.excludedIds}) from ${deletions} where ${eq(deletions.id, id)}`;
}

/**
 * @param slice rows of `video_id`, `title`, `size_bytes` and `place`, which counts from 1
 */
async function addSlice(tx: Tx, row: DeletionRow, slice: SQL): Promise<Added> {
  const [added] = await rowsOf<{ count: number; last: string | null; ids: string | null }>(
    tx,
    sql`
      with slice as (${slice}), added as (
        insert into deletion_items (deletion_id, seq, environment_id, video_id, title, size_bytes)
        select ${row.id}, ${row.progressSeq}::int + place, ${row.environmentId}, video_id, title, size_bytes
        from slice order by place
        returning seq, video_id
      )
      select count(*)::int as count, max(video_id) as last, ${DIGEST_TEXT} as ids from added
    `,
  );
  const count = Number(added?.count ?? 0);
  if (count === 0) return NOTHING;
  await tx
    .update(deletions)
    .set({ progressSeq: row.progressSeq + count, progressKey: added?.last ?? null })
    .where(eq(deletions.id, row.id));
  return { count, ids: added?.ids ?? "", more: count === SLICE };
}

/** The list is whole: its digest, its size, its tallies, and on to the forecast. */
async function seal(d: Drive, digest: string): Promise<void> {
  // Without statistics the planner takes a new list for a handful of rows, and every later step reads all of it.
  await d.c.db.execute(sql`analyze deletion_items`);
  await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (row.state !== "collecting") return;
    await recountTallies(tx, d.id);
    const [all] = await rowsOf<{ count: number; bytes: number }>(
      tx,
      sql`select count, bytes from deletion_tallies where deletion_id = ${d.id}`,
    );
    const itemCount = Number(all?.count ?? 0);
    if (itemCount === 0) {
      await failCollecting(tx, row, "empty-list");
      return;
    }
    await changeState(tx, row, "collected", {
      actor: SYSTEM,
      set: { itemCount, totalBytes: Number(all?.bytes ?? 0), listDigest: digest, progressSeq: 0 },
      detail: { itemCount, digest },
    });
  });
}

/** The list's digest is SHA-256 over the ids in their order, each followed by a line feed. */
const DIGEST_TEXT = sql`string_agg(video_id || chr(10), '' order by seq)`;

/** The slices of a driver before this one. */
async function digestStored(d: Drive, digest: Hash, upTo: number): Promise<void> {
  for (let after = 0; after < upTo; after += DIGEST_SLICE) {
    const [row] = await rowsOf<{ ids: string | null }>(
      d.c.db,
      sql`
        select ${DIGEST_TEXT} as ids from deletion_items
        where deletion_id = ${d.id} and seq > ${after} and seq <= ${Math.min(after + DIGEST_SLICE, upTo)}
      `,
    );
    digest.update(row?.ids ?? "");
  }
}
