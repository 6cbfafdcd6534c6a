import { eq } from "drizzle-orm";
import { SYSTEM } from "../../audit/record.ts";
import { attempts } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { reconcileDelay } from "../../deletion/next-check-delay.ts";
import { splitBatch } from "../../deletion/plan-batches.ts";
import { type BatchEffect, readDeleteAnswer } from "../../deletion/read-delete-answer.ts";
import type { DeletionState } from "../../deletion/types.ts";
import { log } from "../../log.ts";
import { CONNECTION_FAILED } from "../../vod/errors.ts";
import type { DeleteAnswer, VodResult } from "../../vod/types.ts";
import { changeState } from "../change-state.ts";
import { setOutcomes } from "../set-outcomes.ts";
import { addBatch, letGo, putBack, type ReadyBatch, setBatch } from "./claim.ts";
import { current, type Drive, fenced, lockOwn, Superseded } from "./context.ts";

const OPERATION = "DeleteMezzanines";
const AGAIN_MS = 1_000;
const AGAIN_MAX_MS = 30_000;

/** What a call showed, for the guards of the run. */
export type Sent = {
  attemptId: number;
  asked: number;
  accepted: number;
  missing: number;
  /** Ids with an answer that were not accepted; unknown counts. */
  notAccepted: number;
  connected: boolean;
  latencyMs: number;
};

/**
 * Sends one written batch: waits for its slot, looks once more whether it may still leave, sends, and
 * stores the answer with the outcomes and tallies in one transaction.
 *
 * @param leave aborted when nothing more may leave: who still waits for a slot gives its place up
 * @returns null when it did not leave (paused, cancelled, taken over, shutting down)
 */
export async function sendBatch(d: Drive, batch: ReadyBatch, leave: AbortSignal): Promise<Sent | null> {
  const served = await d.c.quota.take(OPERATION, { priority: "send", onBehalfOf: d.id, leave });
  const row = await current(d);
  if (!served || row.state !== "running" || leave.aborted) {
    await release(d, batch);
    return null;
  }
  const sentAt = new Date();
  const started = performance.now();
  const result = await d.c.vod.deleteMezzanines(
    batch.items.map((i) => i.videoId),
    batch.lane === "force",
  );
  if (result.kind === "refused" && result.throttled) await d.c.quota.slowDown(OPERATION);
  const latencyMs = performance.now() - started;
  return { ...(await settle(d, batch, result, { at: sentAt, started })), latencyMs };
}

/** It never left: the attempt goes, since it was none, and its items wait again (or are not sent). */
async function release(d: Drive, batch: ReadyBatch): Promise<void> {
  await fenced(d, async (tx, { state }) => {
    await tx.delete(attempts).where(eq(attempts.id, batch.attemptId));
    const cancelled = isCancelled(state);
    await setOutcomes(
      tx,
      { id: d.id, environmentId: d.environmentId },
      "release",
      batch.items.map((i) => ({
        seq: i.seq,
        from: "sending",
        to: cancelled ? "not-sent" : "pending",
        reason: cancelled ? "cancelled" : null,
      })),
    );
    if (cancelled) await setBatch(tx, d, batch.no, "answered");
    else await putBack(tx, d, batch);
  });
}

/** Past running and paused nothing goes out any more: what comes back unsent stays so. */
function isCancelled(state: DeletionState): boolean {
  return state !== "running" && state !== "paused";
}

async function settle(
  d: Drive,
  batch: ReadyBatch,
  result: VodResult<DeleteAnswer>,
  sent: { at: Date; started: number },
): Promise<Omit<Sent, "latencyMs">> {
  const reading = readDeleteAnswer(batch.items, result);
  const seqs = new Map(batch.items.map((i) => [i.videoId, i.seq]));
  const { timing } = d.c.env;
  const happened = result.kind !== "refused";
  try {
    await fenced(d, async (tx, { state }) => {
      await tx.update(attempts).set(answerColumns(result, sent.at)).where(eq(attempts.id, batch.attemptId));
      const sentAgoMs = performance.now() - sent.started;
      const cancelled = isCancelled(state);
      await setOutcomes(
        tx,
        { id: d.id, environmentId: d.environmentId },
        "answer",
        reading.items.map((e) => ({
          seq: seqs.get(e.videoId) ?? 0,
          from: "sending",
          to: cancelled && e.outcome === "pending" ? "not-sent" : e.outcome,
          reason: cancelled && e.outcome === "pending" ? "cancelled" : null,
          code: e.code,
          message: e.message,
          maybeSent: e.maybeSent,
          checkInMs: !e.needsReadback
            ? null
            : e.outcome === "accepted"
              ? timing.verifyDelayMs
              : reconcileDelay(timing),
          sentAgoMs,
          sent: happened,
        })),
      );
      await settleBatch(tx, d, batch, cancelled ? { do: "nothing" } : reading.batch);
    });
  } catch (error) {
    if (!(error instanceof Superseded)) throw error;
    // Late, but evidence all the same: the new driver reads these ids back, and this says what was answered.
    await d.c.db.update(attempts).set(answerColumns(result, sent.at)).where(eq(attempts.id, batch.attemptId));
    throw error;
  }
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
  };
}

async function settleBatch(tx: Tx, d: Drive, batch: ReadyBatch, effect: BatchEffect): Promise<void> {
  switch (effect.do) {
    case "nothing":
      return await setBatch(tx, d, batch.no, "answered");
    case "pause":
      return await putBack(tx, d, batch);
    case "again": {
      const backoffMs = Math.min(AGAIN_MAX_MS, AGAIN_MS * 2 ** Math.min(batch.tries, 6));
      return await putBack(tx, d, batch, effect.afterMs ?? backoffMs);
    }
    case "split": {
      await setBatch(tx, d, batch.no, "split");
      for (const half of splitBatch(batch.items))
        await addBatch(tx, d, batch, half, { look: false, delayMs: 0 });
      return await letGo(tx, d, batch.items);
    }
    default:
      return effect satisfies never;
  }
}

function answerColumns(result: VodResult<DeleteAnswer>, sentAt: Date) {
  return {
    startedAt: sentAt,
    endedAt: new Date(),
    result: result.kind,
    trusted: result.kind === "answered" ? result.data.trusted : null,
    requestId: result.requestId,
    httpStatus: result.httpStatus,
    code: result.kind === "answered" ? (result.data.trusted ? null : result.data.reason) : result.code,
    message: result.kind === "answered" ? null : result.message,
    body: result.body,
  };
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
