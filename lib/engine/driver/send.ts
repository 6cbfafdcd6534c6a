import { SYSTEM } from "../../audit/record.ts";
import { readDeleteAnswer } from "../../deletion/read-delete-answer.ts";
import { log } from "../../log.ts";
import { CONNECTION_FAILED } from "../../vod/errors.ts";
import { changeState } from "../change-state.ts";
import type { ReadyBatch } from "./claim.ts";
import { type Drive, lockOwn, pauseFor, type StateNow, stateNow } from "./context.ts";
import { release, type Settlement, settle } from "./settle.ts";
import { type Shared, shareRounds } from "./share.ts";

const OPERATION = "DeleteMezzanines";

/** What a call showed, for the guards of the run. */
export type Sent = {
  attemptId: number;
  asked: number;
  accepted: number;
  missing: number;
  /** Ids with an answer that were not accepted; unknown counts. */
  notAccepted: number;
  connected: boolean;
  /** From the slot to the stored answer. */
  cycleMs: number;
};

/** Answers at most in one transaction. They only become so many where VOD answers at once. */
const SETTLED_TOGETHER = 32;

/** What the calls of one run do together. */
export type SharedCalls = {
  /** As it is after the moment of asking, read once for all that ask. */
  stateNow: Shared<void, StateNow>;
  settle: Shared<Settlement, void>;
};

export function sharedCalls(d: Drive): SharedCalls {
  return {
    stateNow: shareRounds(async (asked) => {
      const row = await stateNow(d);
      return asked.map(() => row);
    }),
    settle: shareRounds(async (settlements) => {
      await settle(d, settlements);
      return settlements.map(() => undefined);
    }, SETTLED_TOGETHER),
  };
}

/**
 * Sends one written batch: waits for its slot, looks once more whether it may still leave, sends, and
 * stores the answer with the outcomes and tallies in one transaction.
 *
 * @param leave aborted when nothing more may leave: who still waits for a slot gives its place up
 * @returns null when it did not leave (paused, cancelled, taken over, shutting down, or checked against fewer
 *   protection rules than there are now)
 */
export async function sendBatch(
  d: Drive,
  shared: SharedCalls,
  batch: ReadyBatch,
  leave: AbortSignal,
): Promise<Sent | null> {
  const servedAt = await whenItMayLeave(d, shared, batch, leave);
  if (servedAt === null) {
    await release(d, batch);
    return null;
  }
  const sentAt = new Date();
  const started = performance.now();
  const result = await d.c.vod.deleteMezzanines(
    batch.items.map((i) => i.videoId),
    batch.lane === "force",
  );
  const reading = readDeleteAnswer(batch.items, result);
  await shared.settle({ batch, result, reading, sentAt, started });
  if (reading.batch.do === "pause") {
    await pauseRun(d, "fatal-answer", { code: reading.batch.code, message: reading.batch.message });
  }
  const count = (...outcomes: string[]) => reading.items.filter((e) => outcomes.includes(e.outcome)).length;
  return {
    attemptId: batch.attemptId,
    asked: batch.items.length,
    accepted: count("accepted"),
    missing: count("missing"),
    notAccepted: count("unremovable", "missing", "failed", "unknown"),
    connected: !(result.kind === "refused" && result.code === CONNECTION_FAILED),
    cycleMs: performance.now() - servedAt,
  };
}

/**
 * Waits for a slot, and then looks whether the run still goes on and no protection rule has come since the batch
 * was checked; once more after every wait for a second that has room, and with another slot where this one has
 * passed.
 *
 * @returns when the slot was there (ms on the process's clock), and the call leaves now; null when it does not
 */
async function whenItMayLeave(
  d: Drive,
  shared: SharedCalls,
  batch: ReadyBatch,
  leave: AbortSignal,
): Promise<number | null> {
  for (;;) {
    const slot = await d.c.quota.take(OPERATION, { priority: "send", onBehalfOf: d.id, leave });
    if (!slot) return null;
    const servedAt = performance.now();
    const departure = d.c.quota.depart(OPERATION, slot);
    let verdict: ReturnType<typeof departure.leave>;
    do {
      await pauseFor({ signal: leave }, departure.untilMs());
      const row = await shared.stateNow();
      if (row.state !== "running" || leave.aborted) return null;
      if (row.protectionsAdded > batch.protectionsAdded) return null;
      verdict = departure.leave();
    } while (verdict === "wait");
    if (verdict === "go") return servedAt;
  }
}

/** The run waits for a person; the reason is one of the messages' pause codes. */
export async function pauseRun(
  d: Drive,
  code: string,
  detail: Record<string, string | number>,
): Promise<void> {
  const paused = await d.c.db.transaction(async (tx) => {
    const row = await lockOwn(d, tx);
    if (row.state !== "running") return false;
    await changeState(tx, row, "pause", {
      actor: SYSTEM,
      set: { pauseCode: code, pauseDetail: detail },
      detail: { code, ...detail },
    });
    return true;
  });
  if (paused) log.warn({ deletion: d.id, code, ...detail }, "run paused");
}
