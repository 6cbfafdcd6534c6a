import { eq, sql } from "drizzle-orm";
import { SYSTEM } from "../../audit/record.ts";
import { rowsOf } from "../../db/rows.ts";
import { deletions } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { groupOf } from "../../deletion/group-of.ts";
import { obstacleOf } from "../../deletion/obstacle.ts";
import { MAX_IDS_PER_CALL, type Refused } from "../../vod/types.ts";
import { changeState, type DeletionRow } from "../change-state.ts";
import { recountTallies } from "../set-outcomes.ts";
import { current, type Drive, fenced, lockOwn } from "./context.ts";
import { keepCalling } from "./keep-calling.ts";
import { type Looked, lookAhead, type Unlooked } from "./look-ahead.ts";
import { createObstruction, reachOf } from "./obstruction.ts";
import { createPlace } from "./place.ts";
import { shareRounds, TOGETHER } from "./share.ts";
import { sharedSightings } from "./sightings.ts";

/**
 * Looks live at every item that was not looked at since the list was frozen or a recheck was asked for. While
 * VOD is out of reach it waits: what nobody can be asked about is not *unchecked*.
 */
export async function forecast(d: Drive): Promise<void> {
  const { state, progressSeq } = await current(d);
  if (state !== "forecasting") return;
  const place = createPlace(progressSeq);
  const store = shareRounds<Looked[], void>(async (looks) => {
    for (const items of looks) place.done(items);
    await storeLooks(d, looks.flat(), place.reached());
    return looks.map(() => undefined);
  }, TOGETHER);
  const observe = sharedSightings(d);
  const isThere = reachOf(d, "forecast");
  const refused: Refused[] = [];
  const { ceiling } = await d.c.quota.rate("BatchGetMediaInfos");
  let whole = false;
  await keepCalling<Unlooked[]>(d, {
    way: createObstruction(d),
    rate: ceiling,
    async next(room) {
      if (refused.length > 0 || (await current(d)).state !== "forecasting") return null;
      const due = await nextUnlooked(d, place.begun(), room * MAX_IDS_PER_CALL);
      whole = due.length === 0 && place.isWhole();
      if (whole) return null;
      const calls = chunk(due, MAX_IDS_PER_CALL);
      for (const items of calls) place.begin(items);
      return calls;
    },
    async call(items, asks) {
      const answer = await lookAhead(d, items, { isThere, observe, asks });
      if (answer.kind === "looked") {
        await store(answer.items);
        return { heard: true, obstacle: null };
      }
      // Cut short by a refusal, the shutdown or an obstacle: it is taken again and does not count as done.
      place.giveBack(items);
      if (answer.kind === "refused") refused.push(answer);
      return { heard: false, obstacle: answer.kind === "obstructed" ? answer.by : null };
    },
  });
  const [refusal] = refused;
  if (refusal) await fail(d, refusal);
  else if (whole) await seal(d);
}

async function nextUnlooked(d: Drive, after: number, limit: number): Promise<Unlooked[]> {
  const rows = await rowsOf<{ seq: number; video_id: string }>(
    d.c.db,
    sql`
    select seq, video_id from deletion_items
    where deletion_id = ${d.id} and seq > ${after} and inspected_at is null
    order by seq limit ${limit}
  `,
  );
  return rows.map((r) => ({ seq: Number(r.seq), videoId: r.video_id }));
}

async function storeLooks(d: Drive, items: readonly Looked[], progressSeq: number): Promise<void> {
  const rows = items.map(({ seq, forecast: f, sizeBytes, title }) => ({
    seq,
    state: f.state,
    needs_force: f.state === "deletable" ? f.needsForce : null,
    survives: f.state === "deletable" ? f.survives : null,
    grp: groupOf(f),
    note: f.note,
    size: sizeBytes,
    title,
  }));
  await fenced(d, async (tx) => {
    // An exception made before a recheck holds only while the item stays in its group.
    await tx.execute(sql`
      update deletion_items i set
        forecast_state = f.state, needs_force = f.needs_force, survives = f.survives,
        exception = case when i."group" is distinct from f.grp then null else i.exception end,
        "group" = f.grp, forecast_note = f.note, inspected_at = now(),
        size_bytes = coalesce(f.size, i.size_bytes), title = coalesce(f.title, i.title)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f(
        seq int, state text, needs_force boolean, survives text, grp text, note text, size int8, title text)
      where i.deletion_id = ${d.id} and i.seq = f.seq
    `);
    await tx.execute(sql`update deletions set progress_seq = ${progressSeq} where id = ${d.id}`);
  });
}

async function seal(d: Drive): Promise<void> {
  await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (row.state !== "forecasting") return;
    const rows = await rowsOf<{ bytes: number; unlooked: number }>(
      tx,
      sql`
      select coalesce(sum(size_bytes), 0)::int8 as bytes,
        count(*) filter (where inspected_at is null)::int as unlooked
      from deletion_items where deletion_id = ${d.id}
    `,
    );
    if (Number(rows[0]?.unlooked ?? 0) > 0) {
      // Nothing without a forecast ever reaches a review: from the beginning, over what has none.
      await tx.update(deletions).set({ progressSeq: 0 }).where(eq(deletions.id, d.id));
      return;
    }
    await recountTallies(tx, d.id);
    await changeState(tx, row, "forecast-done", {
      actor: SYSTEM,
      set: {
        forecastAt: sql`now()`,
        revision: row.revision + 1,
        totalBytes: Number(rows[0]?.bytes ?? 0),
        progressSeq: 0,
        obstacle: null,
      },
    });
  });
}

async function fail(d: Drive, refusal: Refused): Promise<void> {
  await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (row.state !== "forecasting") return;
    // Only a recheck finds a forecast there.
    if (row.forecastAt) return await comeBack(tx, row, refusal);
    await changeState(tx, row, "forecast-failed", {
      actor: SYSTEM,
      set: {
        pauseCode: "fatal-answer",
        pauseDetail: { code: refusal.code, message: refusal.message },
        finishedAt: sql`now()`,
        obstacle: null,
      },
      detail: { code: refusal.code, requestId: refusal.requestId },
    });
  });
}

/**
 * A recheck that VOD refuses loses nothing: what it has looked at so far holds, the rest keeps the forecast it
 * had, and the time of the whole stays that of the last one that came to its end.
 */
async function comeBack(tx: Tx, row: DeletionRow, refusal: Refused): Promise<void> {
  const [sum] = await rowsOf<{ bytes: number }>(
    tx,
    sql`select coalesce(sum(size_bytes), 0)::int8 as bytes from deletion_items where deletion_id = ${row.id}`,
  );
  await recountTallies(tx, row.id);
  await changeState(tx, row, "recheck-failed", {
    actor: SYSTEM,
    set: {
      revision: row.revision + 1,
      totalBytes: Number(sum?.bytes ?? 0),
      progressSeq: 0,
      obstacle: obstacleOf(refusal, new Date()),
    },
    detail: { code: refusal.code, requestId: refusal.requestId },
  });
}

function chunk<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < all.length; i += size) parts.push(all.slice(i, i + size));
  return parts;
}
