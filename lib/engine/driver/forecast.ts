import { and, eq, inArray, sql } from "drizzle-orm";
import { SYSTEM } from "../../audit/record.ts";
import { applyInspection } from "../../catalog/observe.ts";
import { rowsOf } from "../../db/rows.ts";
import { deletions, videos } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { forecastItem, type NotedForecast } from "../../deletion/forecast-item.ts";
import { groupOf } from "../../deletion/group-of.ts";
import { liesWith, obstacleOf } from "../../deletion/obstacle.ts";
import { log } from "../../log.ts";
import { videoIdIn } from "../../vod/match.ts";
import {
  type Caller,
  MAX_IDS_PER_CALL,
  type MediaInspection,
  type Refused,
  type TranscodeMode,
} from "../../vod/types.ts";
import { changeState, type DeletionRow } from "../change-state.ts";
import { recountTallies } from "../set-outcomes.ts";
import { current, type Drive, fenced, lockOwn, pauseFor, signOfLife } from "./context.ts";
import { createObstruction, type LostRead, reachOf } from "./obstruction.ts";

/** Looks under way at once; the quota decides how fast they leave. */
const LOOKS_AT_ONCE = 8;
const RETRY_MS = [500, 1000, 2000, 4000, 8000, 15_000];

type Unlooked = { seq: number; videoId: string };
type Looked = Unlooked & { forecast: NotedForecast; sizeBytes: number | null; title: string | null };

/**
 * Looks live at every item that was not looked at since the list was frozen or a recheck was asked for. While
 * VOD is out of reach it waits: what nobody can be asked about is not *unchecked*.
 */
export async function forecast(d: Drive): Promise<void> {
  const way = createObstruction(d);
  const isThere = reachOf(d, "forecast");
  for (;;) {
    if (d.signal.aborted) return;
    const row = await current(d);
    if (row.state !== "forecasting") return;
    const due = await nextUnlooked(d, row.progressSeq, way.calls(LOOKS_AT_ONCE) * MAX_IDS_PER_CALL);
    if (due.length === 0) return await seal(d);
    const calls = chunk(due, MAX_IDS_PER_CALL);
    const answers = await Promise.all(calls.map((items) => look(d, items, isThere)));
    const refusal = answers.find((a) => a.kind === "refused");
    if (refusal) return await fail(d, refusal);
    // A look that was cut short, by the shutdown or an obstacle, is taken again: it does not count as done.
    const whole = answers.every((a) => a.kind === "looked");
    await store(
      d,
      answers.flatMap((a) => (a.kind === "looked" ? a.items : [])),
      whole ? (due.at(-1)?.seq ?? row.progressSeq) : row.progressSeq,
    );
    await signOfLife(d);
    const obstructed = answers.find((a) => a.kind === "obstructed");
    if (obstructed) await way.met(obstructed.by, { heard: answers.some((a) => a.kind === "looked") });
    else if (whole) await way.passed();
  }
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

type LookAnswer =
  | { kind: "looked"; items: Looked[] }
  | Refused
  | { kind: "obstructed"; by: LostRead }
  | { kind: "stopped" };

/**
 * One live look at up to 20 ids. Reads are simply retried; what no retry can read is *unchecked*, since a
 * forecast that guesses would be worse than none. A refusal that no retry can mend goes to the caller, and so
 * does what lies with none of the ids.
 */
async function look(d: Drive, items: Unlooked[], isThere: () => Promise<boolean>): Promise<LookAnswer> {
  const ids = items.map((i) => i.videoId);
  for (let tries = 0; !d.signal.aborted; tries++) {
    const startedAt = new Date();
    const result = await d.c.vod.inspectVideos(ids, callerOf(d));
    if (result.kind === "answered") {
      const modes = await transcodeModes(d, ids);
      await applyInspection(d.c.db, d.environmentId, result.data, startedAt);
      return { kind: "looked", items: items.map((item, i) => looked(item, result.data[i], modes)) };
    }
    if (result.kind === "refused" && result.fatal) return result;
    const whose = liesWith(result);
    if (whose === "everybody" || (whose === "open" && !(await isThere()))) {
      return { kind: "obstructed", by: result };
    }
    const waitMs = RETRY_MS[tries];
    if (waitMs === undefined) {
      log.warn(
        { deletion: d.id, code: result.code },
        "a live look failed to the end; its items stay unchecked",
      );
      if (items.length > 1) return await lookOneByOne(d, items, isThere);
      return { kind: "looked", items: items.map((item) => unchecked(item, result.code)) };
    }
    // One id that makes the whole call fail must not leave the other nineteen unchecked.
    if (whose === "ids" && items.length > 1 && tries >= 1) return await lookOneByOne(d, items, isThere);
    await pauseFor(d, waitMs);
  }
  return { kind: "stopped" };
}

async function lookOneByOne(
  d: Drive,
  items: Unlooked[],
  isThere: () => Promise<boolean>,
): Promise<LookAnswer> {
  const all: Looked[] = [];
  for (const item of items) {
    const answer = await look(d, [item], isThere);
    if (answer.kind !== "looked") return answer;
    all.push(...answer.items);
  }
  return { kind: "looked", items: all };
}

function looked(
  item: Unlooked,
  seen: MediaInspection | undefined,
  modes: Map<string, TranscodeMode | null>,
): Looked {
  if (!seen) return unchecked(item, "not-in-answer");
  const known = modes.has(item.videoId) ? { transcodeMode: modes.get(item.videoId) ?? null } : null;
  const present = seen.found === "present" ? seen : null;
  return {
    ...item,
    forecast: forecastItem(seen, known),
    sizeBytes: present?.mezzanine?.sizeBytes ?? null,
    title: present?.title ?? null,
  };
}

function callerOf(d: Drive): Caller {
  return { priority: "forecast", onBehalfOf: d.id };
}

function unchecked(item: Unlooked, code: string): Looked {
  return { ...item, forecast: { state: "unchecked", note: code }, sizeBytes: null, title: null };
}

/**
 * The transcode mode is not part of the live look (vod-api.md §2.6), and it never changes after the upload:
 * the catalog's word is good. Ids that the catalog does not know are looked up in VOD's search.
 */
async function transcodeModes(d: Drive, ids: string[]): Promise<Map<string, TranscodeMode | null>> {
  const known = await d.c.db
    .select({ videoId: videos.videoId, mode: videos.transcodeMode })
    .from(videos)
    .where(and(eq(videos.environmentId, d.environmentId), inArray(videos.videoId, ids)));
  const modes = new Map(known.map((v) => [v.videoId, v.mode]));
  const strangers = ids.filter((id) => !modes.has(id));
  if (strangers.length > 0) {
    const request = { kind: "video", match: videoIdIn(strangers), pageNo: 1, pageSize: 100 } as const;
    const found = await d.c.vod.searchVideos(request, callerOf(d));
    if (found.kind === "answered") for (const m of found.data.media) modes.set(m.videoId, m.transcodeMode);
  }
  return modes;
}

async function store(d: Drive, items: Looked[], progressSeq: number): Promise<void> {
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
