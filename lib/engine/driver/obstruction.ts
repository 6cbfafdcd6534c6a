import { eq } from "drizzle-orm";
import { record, SYSTEM } from "../../audit/record.ts";
import { deletions } from "../../db/schema.ts";
import { type FailedRead, obstacleOf, obstructedDelay, wasReached } from "../../deletion/obstacle.ts";
import type { Caller } from "../../vod/types.ts";
import { current, type Drive, lockOwn, pauseFor } from "./context.ts";

/** A read that came without an answer, as the client gives it. */
export type LostRead = FailedRead & { requestId: string | null; retryAfterMs?: number | null };

/** What passes within this many rounds is nothing to tell a person about. */
const TOLD_FROM = 2;
const LOOK_AGAIN_MS = 250;
/** What some ids meet and others do not is gone when none has met it for so long. */
const QUIET_MS = 30_000;

export type Obstruction = {
  /** How many calls the next round may make: one to feel the way while nobody is reached, else the most. */
  calls(most: number): number;
  /** Until when VOD could not be asked: until now, as long as nothing was heard; null when it always could. */
  askableSince(): Date | null;
  /**
   * A round met an obstacle. Tells the person who watches; where nothing was heard, leaves VOD alone for a
   * while, longer every time, but no longer than until a person asks to try again.
   */
  met(read: LostRead, round: { heard: boolean }): Promise<void>;
  /** A round met none. */
  passed(): Promise<void>;
};

/**
 * Keeps count of the obstacles that one loop of a driver meets on its way to VOD.
 *
 * @param foundBlocked whether the driver before this one could not ask VOD either
 */
export function createObstruction(d: Drive, foundBlocked = false): Obstruction {
  let failures = 0;
  let blocked = foundBlocked;
  let mute = foundBlocked;
  let askableSince: Date | null = null;
  let metAt = Number.NEGATIVE_INFINITY;
  // Somebody who drove it before may have left a note.
  let mayBeNoted = true;

  function hear(): void {
    if (mute) askableSince = new Date();
    mute = false;
  }

  return {
    calls: (most) => (failures > 0 ? 1 : most),
    askableSince: () => (mute ? new Date() : askableSince),
    async met(read, { heard }) {
      metAt = performance.now();
      failures = heard ? 0 : failures + 1;
      const isFatal = read.kind === "refused" && read.fatal;
      const told = isFatal || failures >= TOLD_FROM;
      if (told) {
        await tell(d, read);
        mayBeNoted = true;
      }
      // Of some ids is enough: an obstacle that others go on meeting must not keep their deadlines from coming.
      if (heard) return hear();
      blocked = true;
      mute = true;
      const asked = await leaveAlone(d, Math.max(read.retryAfterMs ?? 0, obstructedDelay(failures)), told);
      if (asked) failures = 0;
    },
    async passed() {
      hear();
      if (!blocked && performance.now() - metAt < QUIET_MS) return;
      blocked = false;
      failures = 0;
      if (mayBeNoted) await clear(d);
      mayBeNoted = false;
    },
  };
}

/** Writes it where the screen reads it, once. What only a person can mend is in the record as well. */
async function tell(d: Drive, read: LostRead): Promise<void> {
  const obstacle = obstacleOf(read, new Date());
  await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (row.obstacle?.code === obstacle.code && row.obstacle.needs === obstacle.needs) return;
    await tx.update(deletions).set({ obstacle }).where(eq(deletions.id, d.id));
    if (obstacle.needs !== "person") return;
    await record(tx, {
      environmentId: d.environmentId,
      actor: SYSTEM,
      action: "deletion.obstructed",
      subjectType: "deletion",
      subjectId: d.id,
      detail: { code: obstacle.code, message: obstacle.message, requestId: read.requestId },
    });
  });
}

async function clear(d: Drive): Promise<void> {
  const { obstacle } = await current(d);
  if (!obstacle) return;
  await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (!row.obstacle) return;
    await tx.update(deletions).set({ obstacle: null }).where(eq(deletions.id, d.id));
    if (row.obstacle.needs !== "person") return;
    await record(tx, {
      environmentId: d.environmentId,
      actor: SYSTEM,
      action: "deletion.unobstructed",
      subjectType: "deletion",
      subjectId: d.id,
      detail: { code: row.obstacle.code },
    });
  });
}

/** @returns true when a person asked to try again before the time was over, and so took the note away */
async function leaveAlone(d: Drive, ms: number, told: boolean): Promise<boolean> {
  const until = performance.now() + ms;
  while (!d.signal.aborted) {
    const leftMs = until - performance.now();
    if (leftMs <= 0) break;
    await pauseFor(d, Math.min(leftMs, LOOK_AGAIN_MS));
    if (told && (await current(d)).obstacle === null) return true;
  }
  return false;
}

/**
 * Whether VOD is there at all, asked with a read that names no id: a call that is never answered may lie with
 * its ids, or with VOD. Asked while a question is under way, it waits for that one's answer.
 */
export function reachOf(d: Drive, priority: Caller["priority"]): () => Promise<boolean> {
  let asking: Promise<boolean> | null = null;
  const ask = async () => {
    const request = { kind: "video", pageNo: 1, pageSize: 1 } as const;
    return wasReached(await d.c.vod.searchVideos(request, { priority, onBehalfOf: d.id }));
  };
  return () => {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
}
