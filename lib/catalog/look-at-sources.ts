import type { Db } from "../db/types.ts";
import { MAX_IDS_PER_CALL, type MediaInspection, type VodClient } from "../vod/types.ts";
import { type Ask, BRIEF_TRIES, inspectApart } from "./inspect-apart.ts";
import { applyInspection } from "./observe.ts";
import { createPace } from "./pace.ts";
import { readSteadily, type Wait, waitForTime } from "./read-steadily.ts";
import { anyOther, claimSources, finishSources, nextSources, saveSources } from "./sources-row.ts";
import { failSync, releaseSync } from "./sync-row.ts";

const CALLS_AT_ONCE = 8;
/** Ids chosen at a time. What is uploaded meanwhile, and is larger, comes right after them. */
const SLICE = 800;
/** An id that VOD answers nothing for by itself is tried again after this. */
const MUTE_AGAIN_MS = 86_400_000;

export type SourcesInput = {
  db: Db;
  vod: Pick<VodClient, "inspectVideos">;
  environmentId: string;
  /** A source looked at longer ago than this is looked at again (ms). */
  oldAfterMs: number;
  signal: AbortSignal;
  now?: () => Date;
  wait?: Wait;
};

export type SourcesResult =
  | { state: "finished"; seen: number }
  | { state: "failed"; code: string; message: string }
  | { state: "stopped" }
  | { state: "busy" };

type End = Exclude<SourcesResult, { state: "finished" }> | null;

/**
 * Fills in what only a live look tells: the state of each source. Searches cannot be asked for it
 * (vod-api.md §2.1). The calls go behind all others, and an interrupted pass goes on where it was. Ids that VOD
 * never answers for are set aside for a day, as long as it answers for others.
 */
export async function lookAtSources(options: SourcesInput): Promise<SourcesResult> {
  const { db, vod, environmentId, signal, now = () => new Date(), wait = waitForTime } = options;
  const oldBefore = new Date(now().getTime() - options.oldAfterMs);
  const row = await claimSources(db, environmentId, now(), oldBefore);
  if (!row) return { state: "busy" };
  const pace = createPace(() => now().getTime());
  const againMs = Math.min(MUTE_AGAIN_MS, options.oldAfterMs);

  const beat = async () => {
    row.cursor = { ...row.cursor, beatAt: now().toISOString() };
    await saveSources(db, row, 0);
  };
  const ask: Ask = (ids, brief) =>
    readSteadily(() => vod.inspectVideos(ids, { priority: "catalog", leave: signal }), {
      signal,
      wait,
      onRetry: beat,
      ...(brief && { tries: BRIEF_TRIES }),
    });

  const look = async (ids: string[]): Promise<End> => {
    const observedAt = now();
    const looks = await inspectApart(ids, ask, (butFor) => anyOther(db, environmentId, butFor));
    if (looks === null) return { state: "stopped" };
    if (looks.kind !== "looked") return { state: "failed", code: looks.code, message: looks.message };
    pace.add(ids.length);
    row.cursor = { ...row.cursor, beatAt: now().toISOString(), perSecond: pace.perSecond() };
    const own = await db.transaction(async (tx) => {
      await applyInspection(tx, environmentId, looks.seen, observedAt, { ofPass: true });
      // That says nothing of them, and does not hold up the rest: they come up again as if looked at long ago.
      const silent = looks.mute.map((videoId): MediaInspection => ({ found: "absent", videoId }));
      const asIfAt = new Date(oldBefore.getTime() + againMs);
      await applyInspection(tx, environmentId, silent, asIfAt, { ofPass: true });
      return await saveSources(tx, row, ids.length);
    });
    if (!own) return { state: "busy" };
    row.seen += ids.length;
    return null;
  };

  for (;;) {
    const ids = await nextSources(db, environmentId, oldBefore, SLICE);
    const end = ids.length > 0 ? await inCalls(ids, look) : null;
    switch (end?.state) {
      case undefined:
        if (ids.length > 0) continue;
        await finishSources(db, row, now());
        return { state: "finished", seen: row.seen };
      case "failed":
        await failSync(db, row, end, now());
        return end;
      case "stopped":
        await releaseSync(db, row);
        return end;
      case "busy":
        return end;
      default:
        return end satisfies never;
    }
  }
}

/** Several calls at a time, until all are made or one of them ends the pass. */
async function inCalls(ids: string[], look: (ids: string[]) => Promise<End>): Promise<End> {
  let at = 0;
  let end: End = null;
  const caller = async () => {
    while (at < ids.length && end === null) {
      const part = ids.slice(at, at + MAX_IDS_PER_CALL);
      at += part.length;
      const result = await look(part);
      end ??= result;
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: CALLS_AT_ONCE }, caller));
  for (const one of settled) if (one.status === "rejected") throw one.reason;
  return end;
}
