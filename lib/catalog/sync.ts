import type { Db } from "../db/types.ts";
import type { VodClient } from "../vod/types.ts";
import type { SyncTimes } from "./due.ts";
import { keepStatistics } from "./keep-statistics.ts";
import { lookAtUnmet } from "./look-at-unmet.ts";
import { createPace } from "./pace.ts";
import { type Wait, waitForTime } from "./read-steadily.ts";
import { storeCategories } from "./store-categories.ts";
import { claimSync, failSync, finishSync, releaseSync, type SyncRow } from "./sync-row.ts";
import { readFor, type StepEnd, type SyncRun } from "./sync-run.ts";
import { walkTail, walkWindows } from "./walk-windows.ts";

export type SyncInput = {
  db: Db;
  vod: Pick<VodClient, "searchVideos" | "categories" | "inspectVideos">;
  environmentId: string;
  times: SyncTimes;
  /** Aborted at shutdown; the walk then stops between two pages and can be gone on with. */
  signal: AbortSignal;
  now?: () => Date;
  onProgress?: (progress: { id: string; seen: number; total: number | null }) => void;
  wait?: Wait;
  /** More videos than this, and a window is parted. */
  windowSize?: number;
};

export type SyncResult =
  | { state: "finished"; id: string; mode: SyncRow["mode"]; seen: number; unmet: number; vanished: number }
  | { state: "failed"; id: string; code: string; message: string }
  /** The signal was aborted. */
  | { state: "stopped"; id: string }
  /** Another runner is at this environment's sync. */
  | { state: "busy" }
  /** Nothing is due, and nobody asked. */
  | { state: "idle" };

/** What an expired token may cost at most, and how much planning a library takes: 100 pages (measured in windows). */
const WINDOW_SIZE = 10_000;

/**
 * Copies the account's videos, audio and categories into the catalog: all of them, or what is new or changed.
 * It goes on where an interrupted sync stopped, repeats reads that fail, and never overwrites what was observed
 * later. What a full walk did not meet is called gone only where a live look says so.
 */
export async function runSync(options: SyncInput): Promise<SyncResult> {
  const { db, environmentId, times, onProgress, now = () => new Date() } = options;
  const row = await claimSync(db, environmentId, now(), times);
  if (typeof row === "string") return { state: row };
  const run: SyncRun = {
    wait: waitForTime,
    windowSize: WINDOW_SIZE,
    ...options,
    now,
    row,
    pace: createPace(() => now().getTime()),
    met: keepStatistics(db, environmentId),
    told: () => onProgress?.({ id: row.id, seen: row.seen, total: totalOf(row) }),
  };
  const end = await readAll(run);
  switch (end.kind) {
    case "done": {
      if (!(await finishSync(db, environmentId, row, now()))) return { state: "busy" };
      const { unmet, vanished } = row.cursor;
      return { state: "finished", id: row.id, mode: row.mode, seen: row.seen, unmet, vanished };
    }
    case "stopped":
      await releaseSync(db, row);
      return { state: "stopped", id: row.id };
    case "superseded":
      return { state: "busy" };
    case "refused":
    case "unanswered": {
      const reason = { code: end.code, message: end.message };
      await failSync(db, row, reason, now());
      return { state: "failed", id: row.id, ...reason };
    }
    default:
      return end satisfies never;
  }
}

async function readAll(run: SyncRun): Promise<StepEnd> {
  if (run.row.cursor.phase === "list") {
    const tree = await readFor(run, () => run.vod.categories());
    if (tree === null) return { kind: "stopped" };
    if (tree.kind !== "answered") return tree;
    await storeCategories(run.db, run.environmentId, tree.data);
    const end = await walkWindows(run);
    if (end.kind !== "done" || run.row.mode === "changes") return end;
    const tail = await walkTail(run);
    if (tail.kind !== "done") return tail;
  }
  return await lookAtUnmet(run);
}

function totalOf({ cursor: { totals } }: SyncRow): number | null {
  return totals.video === null || totals.audio === null ? null : totals.video + totals.audio;
}
