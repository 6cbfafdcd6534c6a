import type { Db } from "../db/types.ts";
import type { Refused, Unanswered, VodClient } from "../vod/types.ts";
import type { Pace } from "./pace.ts";
import { readSteadily, type Wait } from "./read-steadily.ts";
import { type SyncRow, saveProgress } from "./sync-row.ts";

/** One sync under way. Its row in memory is ahead of the stored one by what is being stored. */
export type SyncRun = {
  db: Db;
  vod: Pick<VodClient, "searchVideos" | "categories" | "inspectVideos">;
  environmentId: string;
  signal: AbortSignal;
  now: () => Date;
  wait: Wait;
  windowSize: number;
  row: SyncRow;
  pace: Pace;
  told: () => void;
  /** See `keepStatistics`. */
  met: (videos: number) => Promise<void>;
};

export type StepEnd = { kind: "done" } | { kind: "stopped" } | { kind: "superseded" } | Refused | Unanswered;

/** Repeats the read; every pause leaves a sign of life, so that nobody takes this runner for dead. */
export async function readFor<T>(
  run: SyncRun,
  ask: Parameters<typeof readSteadily<T>>[0],
  options: { giveUpOn?: readonly string[]; tries?: number } = {},
) {
  const { signal, wait } = run;
  return await readSteadily(ask, {
    signal,
    wait,
    ...options,
    onRetry: async () => {
      beat(run);
      await saveProgress(run.db, run.row);
    },
  });
}

/** A sign of life, stored with whatever is stored next. */
export function beat(run: SyncRun): void {
  const { row, now, pace } = run;
  row.cursor = { ...row.cursor, beatAt: now().toISOString(), perSecond: pace.perSecond() };
}
