import { eq, sql } from "drizzle-orm";
import { attempts } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { reconcileDelay } from "../../deletion/next-check-delay.ts";
import { splitBatch } from "../../deletion/plan-batches.ts";
import type { BatchEffect, DeleteReading, ItemEffect } from "../../deletion/read-delete-answer.ts";
import type { DeleteAnswer, VodResult } from "../../vod/types.ts";
import { acceptBatches } from "../accepted-batches.ts";
import { changeOutcomes, moveTallies, type OutcomeChange, setOutcomes } from "../set-outcomes.ts";
import { againDelay } from "./again-delay.ts";
import type { ReadyBatch } from "./claim.ts";
import { type Drive, fenced, isCancelled, Superseded } from "./context.ts";
import { addBatch, letGo, putBack, setBatches } from "./move-batches.ts";

/** An answered call whose outcomes are to be stored. */
export type Settlement = {
  batch: ReadyBatch;
  result: VodResult<DeleteAnswer>;
  reading: DeleteReading;
  sentAt: Date;
  /** The same moment on the process's own clock, from which ages are told. */
  started: number;
};

/**
 * Stores the answers of calls with their outcomes and tallies, all in one transaction.
 *
 * @throws Superseded after the answers were kept as evidence: the new driver reads these ids back, and they
 *   say what was answered
 */
export async function settle(d: Drive, settlements: readonly Settlement[]): Promise<void> {
  try {
    await fenced(d, async (tx, { state }) => {
      await writeAnswers(tx, settlements);
      const cancelled = isCancelled(state);
      const [whole, rest] = [settlements.filter(acceptedWhole), settlements.filter((s) => !acceptedWhole(s))];
      const deletion = { id: d.id, environmentId: d.environmentId };
      const accepted = await acceptBatches(
        tx,
        deletion,
        whole.map(({ batch, started }) => ({
          no: batch.no,
          items: batch.items,
          sentAgoMs: performance.now() - started,
          checkInMs: d.c.env.timing.verifyDelayMs,
        })),
      );
      const others = await changeOutcomes(
        tx,
        deletion,
        "answer",
        rest.flatMap((s) => changesOf(d, s, cancelled)),
      );
      await moveTallies(tx, d.id, [...accepted, ...others.moves]);
      const stays = (s: Settlement) => cancelled || s.reading.batch.do === "nothing";
      await setBatches(
        tx,
        d,
        rest.filter(stays).map((s) => s.batch),
        "answered",
      );
      for (const s of rest) if (!stays(s)) await sendLater(tx, d, s.batch, s.reading.batch);
    });
  } catch (error) {
    if (error instanceof Superseded) await writeAnswers(d.c.db, settlements);
    throw error;
  }
}

function acceptedWhole({ reading }: Settlement): boolean {
  return reading.items.every((item) => item.outcome === "accepted");
}

function changesOf(d: Drive, s: Settlement, cancelled: boolean): OutcomeChange[] {
  const seqs = new Map(s.batch.items.map((i) => [i.videoId, i.seq]));
  const sentAgoMs = performance.now() - s.started;
  return s.reading.items.map((e) => {
    const stops = cancelled && e.outcome === "pending";
    return {
      seq: seqs.get(e.videoId) ?? 0,
      batchNo: s.batch.no,
      from: "sending",
      to: stops ? "not-sent" : e.outcome,
      reason: stops ? "cancelled" : null,
      code: e.code,
      message: e.message,
      maybeSent: e.maybeSent,
      checkInMs: firstCheck(d, e),
      sentAgoMs,
      sent: s.result.kind !== "refused",
    };
  });
}

function firstCheck(d: Drive, effect: ItemEffect): number | null {
  const { timing } = d.c.env;
  if (!effect.needsReadback) return null;
  return effect.outcome === "accepted" ? timing.verifyDelayMs : reconcileDelay(timing);
}

async function sendLater(tx: Tx, d: Drive, batch: ReadyBatch, effect: BatchEffect): Promise<void> {
  switch (effect.do) {
    case "nothing":
      return;
    case "pause":
      return await putBack(tx, d, batch);
    case "again":
      return await putBack(tx, d, batch, effect.afterMs ?? againDelay(batch.tries));
    case "split": {
      await setBatches(tx, d, [batch], "split");
      for (const half of splitBatch(batch.items)) {
        await addBatch(tx, d, batch, half, { look: false, delayMs: 0 });
      }
      return await letGo(tx, d, batch.items);
    }
    default:
      return effect satisfies never;
  }
}

async function writeAnswers(db: Tx | Drive["c"]["db"], settlements: readonly Settlement[]): Promise<void> {
  const rows = settlements.map(({ batch, result, sentAt }) => ({
    id: batch.attemptId,
    started_at: sentAt.toISOString(),
    ended_at: new Date().toISOString(),
    result: result.kind,
    trusted: result.kind === "answered" ? result.data.trusted : null,
    request_id: result.requestId,
    http_status: result.httpStatus,
    code: result.kind === "answered" ? (result.data.trusted ? null : result.data.reason) : result.code,
    message: result.kind === "answered" ? null : result.message,
    body: result.body,
  }));
  await db.execute(sql`
    update attempts a set started_at = r.started_at, ended_at = r.ended_at, result = r.result,
      trusted = r.trusted, request_id = r.request_id, http_status = r.http_status, code = r.code,
      message = r.message, body = r.body
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      id int8, started_at timestamptz, ended_at timestamptz, result text, trusted boolean, request_id text,
      http_status int, code text, message text, body text)
    where a.id = r.id
  `);
}

/** It never left: the attempt goes, since it was none, and its items wait again (or are not sent). */
export async function release(d: Drive, batch: ReadyBatch): Promise<void> {
  await fenced(d, async (tx, { state }) => {
    await tx.delete(attempts).where(eq(attempts.id, batch.attemptId));
    if (!isCancelled(state)) return await putBack(tx, d, batch);
    await setOutcomes(
      tx,
      { id: d.id, environmentId: d.environmentId },
      "release",
      batch.items.map((i) => ({
        seq: i.seq,
        batchNo: batch.no,
        from: "sending",
        to: "not-sent",
        reason: "cancelled",
      })),
    );
    await setBatches(tx, d, [batch], "answered");
  });
}
