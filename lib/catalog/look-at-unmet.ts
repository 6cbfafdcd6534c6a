import { sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { MAX_IDS_PER_CALL, type MediaInspection } from "../vod/types.ts";
import { type Ask, BRIEF_TRIES, inspectApart } from "./inspect-apart.ts";
import { applyInspection } from "./observe.ts";
import { anyOther } from "./sources-row.ts";
import { holdSync, saveProgress } from "./sync-row.ts";
import { beat, readFor, type StepEnd, type SyncRun } from "./sync-run.ts";

const CALLS_AT_ONCE = 4;
/** So many rows are held against the walk in one statement: the embedded database does one at a time. */
const ROWS_AT_ONCE = 5_000;

/**
 * Looks live at what a full walk did not meet. Only what VOD then says does not exist is marked as vanished: a
 * search leaves out what the account may not see, and may lag behind.
 */
export async function lookAtUnmet(run: SyncRun): Promise<StepEnd> {
  const { row, db, environmentId } = run;
  for (;;) {
    if (run.signal.aborted) return { kind: "stopped" };
    const slice = await nextSlice(run);
    const observedAt = run.now();
    const looks = await Promise.all(chunk(slice.ids).map((ids) => look(run, ids)));
    const seen: MediaInspection[] = [];
    for (const answer of looks) {
      if (answer === null) return { kind: "stopped" };
      if (answer.kind !== "looked") return answer;
      // What VOD answers nothing for stays as it is, until the next full walk.
      seen.push(...answer.seen);
    }
    const { cursor } = row;
    row.cursor = {
      ...cursor,
      phase: "unmet",
      after: slice.last ?? cursor.after,
      unmet: cursor.unmet + seen.length,
      vanished: cursor.vanished + seen.filter((s) => s.found === "missing").length,
    };
    run.pace.add(seen.length);
    beat(run);
    const stored = await db.transaction(async (tx) => {
      if (!(await holdSync(tx, row))) return false;
      await applyInspection(tx, environmentId, seen, observedAt);
      return await saveProgress(tx, row);
    });
    if (!stored) return { kind: "superseded" };
    if (slice.last === null) return { kind: "done" };
  }
}

async function look(run: SyncRun, ids: readonly string[]) {
  const ask: Ask = (some, brief) =>
    readFor(
      run,
      () => run.vod.inspectVideos(some, { priority: "catalog", leave: run.signal }),
      brief ? { tries: BRIEF_TRIES } : {},
    );
  return await inspectApart(ids, ask, (butFor) => anyOther(run.db, run.environmentId, butFor));
}

/** The next ids that the walk did not meet, and how far the catalog has been held against it; null at the end. */
async function nextSlice({
  db,
  environmentId,
  row,
}: SyncRun): Promise<{ last: string | null; ids: string[] }> {
  const most = CALLS_AT_ONCE * MAX_IDS_PER_CALL;
  const [found] = await rowsOf<{ last: string | null; ids: string[] }>(
    db,
    sql`
    with part as (
      select video_id, vanished_at is null and created_at < ${row.startedAt.toISOString()}::timestamptz
        and sync_id is distinct from ${row.id} as unmet
      from videos where environment_id = ${environmentId} and video_id > ${row.cursor.after}
      order by video_id limit ${ROWS_AT_ONCE}
    )
    select (select max(video_id) from part) as last,
      array(select video_id from part where unmet order by video_id limit ${most}) as ids
  `,
  );
  const ids = found?.ids ?? [];
  // A slice that is cut short goes on behind its last id.
  return { ids, last: ids.length === most ? (ids.at(-1) ?? null) : (found?.last ?? null) };
}

function chunk(ids: readonly string[]): string[][] {
  const calls: string[][] = [];
  for (let i = 0; i < ids.length; i += MAX_IDS_PER_CALL) calls.push(ids.slice(i, i + MAX_IDS_PER_CALL));
  return calls;
}
