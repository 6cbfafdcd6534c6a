import { and, eq, inArray } from "drizzle-orm";
import { applyInspection } from "../../catalog/observe.ts";
import { guardedBy, readProtection } from "../../catalog/read-protection.ts";
import { videos } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import { forecastItem } from "../../deletion/forecast-item.ts";
import { groupOf } from "../../deletion/group-of.ts";
import { splitBatch } from "../../deletion/plan-batches.ts";
import { type Protection, protect } from "../../deletion/protection.ts";
import type { DeletionState, Group, NotSentReason } from "../../deletion/types.ts";
import { CONNECTION_FAILED, RETRY_WHOLE_LATER } from "../../vod/errors.ts";
import type { MediaInspection, Refused, TranscodeMode, Unanswered } from "../../vod/types.ts";
import { countProtections } from "../protections-added.ts";
import { type OutcomeChange, setOutcomes } from "../set-outcomes.ts";
import { againDelay } from "./again-delay.ts";
import { type ClaimedBatch, type ClaimedItem, type ReadyBatch, writeAttempts } from "./claim.ts";
import { type Drive, fenced, isCancelled } from "./context.ts";
import { addBatch, letGo, putBack, setBatches } from "./move-batches.ts";
import { reachOf } from "./obstruction.ts";
import { pauseRun } from "./send.ts";
import { storeReads } from "./store-reads.ts";

/** So often a look is taken again that VOD does not answer, though it is there; then its items stay unsent. */
const LOOK_TRIES = 6;

/** From harmless to grave. What moved up since a person agreed is not what was agreed to. */
const GRAVITY: Partial<Record<Group, number>> = {
  removable: 0,
  "loses-original": 1,
  "last-copy": 2,
  "becomes-unplayable": 3,
};

/**
 * One more live look right before the call (promise 4): items that got worse than what was agreed to,
 * changed their size, became busy, protected or unreadable end as *not sent*. The rest is ready to go.
 *
 * @returns `ready` is null when nothing is left to send, or when the look must be taken again later;
 *   `connected` tells whether VOD could be reached
 */
export async function lastLook(
  d: Drive,
  batch: ClaimedBatch,
): Promise<{ ready: ReadyBatch | null; connected: boolean }> {
  const startedAt = new Date();
  const ids = batch.items.map((i) => i.videoId);
  const result = await d.c.vod.inspectVideos(ids, { priority: "last-look", onBehalfOf: d.id });
  if (result.kind !== "answered") {
    const tried = result.kind === "unanswered" && batch.tries >= LOOK_TRIES;
    const silent = tried && !(await reachOf(d, "last-look")());
    await withoutLook(d, batch, startedAt, result, silent);
    return { ready: null, connected: result.code !== CONNECTION_FAILED && !silent };
  }
  await applyInspection(d.c.db, d.environmentId, result.data, startedAt);
  const known = new Map(
    (
      await d.c.db
        .select({
          videoId: videos.videoId,
          transcodeMode: videos.transcodeMode,
          cateId: videos.cateId,
          tags: videos.tags,
        })
        .from(videos)
        .where(and(eq(videos.environmentId, d.environmentId), inArray(videos.videoId, ids)))
    ).map((v) => [v.videoId, v]),
  );
  const ready = await fenced(d, async (tx, { state }) => {
    await storeReads(tx, d, "look", startedAt, result, [{ batchNo: batch.no, videoIds: ids }], result.data);
    if (state !== "running") {
      await withdraw(tx, d, state, batch);
      return null;
    }
    const protectionsAdded = await countProtections(tx, d.environmentId);
    const protection = await readProtection(tx, d.environmentId);
    const judged = batch.items.map((item, i) => ({
      item,
      stop: whyNot(item, result.data[i], known.get(item.videoId), protection),
    }));
    await setOutcomes(
      tx,
      { id: d.id, environmentId: d.environmentId },
      "look",
      judged.flatMap(({ item, stop }) => (stop ? [stopped(item, stop)] : [])),
    );
    const items = judged.filter((j) => !j.stop).map((j) => j.item);
    if (items.length === 0) {
      await setBatches(tx, d, [batch], "answered");
      return null;
    }
    const [written] = await writeAttempts(tx, d, [{ ...batch, items, protectionsAdded }]);
    return written ?? null;
  });
  return { ready, connected: true };
}

/** That it is gone may be our own doing where an earlier call may have reached it: read back, not judged. */
function stopped(item: ClaimedItem, stop: Stop): OutcomeChange {
  const ours = item.maybeSent && (stop.reason === "already-gone" || stop.reason === "missing");
  if (ours) return { seq: item.seq, from: "pending", to: "unknown", checkInMs: 0 };
  return { seq: item.seq, from: "pending", to: "not-sent", ...stop };
}

/**
 * No look, no call. What may pass is tried again; a refusal that a person has to mend pauses the run; one that
 * may lie with a single id halves the batch until that id stands alone and stays unsent.
 */
async function withoutLook(
  d: Drive,
  batch: ClaimedBatch,
  startedAt: Date,
  result: Refused | Unanswered,
  silent: boolean,
): Promise<void> {
  const refusal = result.kind === "refused" ? result : null;
  const passing = refusal !== null && (refusal.throttled || RETRY_WHOLE_LATER.has(refusal.code));
  const giveUp = refusal !== null || (batch.tries >= LOOK_TRIES && !silent);
  await fenced(d, async (tx, { state }) => {
    if (passing)
      return await withdraw(tx, d, state, batch, refusal.retryAfterMs ?? againDelay(0), {
        isTry: false,
      });
    const ids = batch.items.map((i) => i.videoId);
    await storeReads(tx, d, "look", startedAt, result, [{ batchNo: batch.no, videoIds: ids }], []);
    if (state !== "running" || refusal?.fatal) return await withdraw(tx, d, state, batch);
    if (!giveUp) return await putBack(tx, d, batch, againDelay(batch.tries));
    if (batch.items.length > 1) {
      await setBatches(tx, d, [batch], "split");
      for (const half of splitBatch(batch.items)) {
        await addBatch(tx, d, batch, half, { look: true, delayMs: 0 });
      }
      return await letGo(tx, d, batch.items);
    }
    await setOutcomes(
      tx,
      { id: d.id, environmentId: d.environmentId },
      "look",
      batch.items.map((item) => ({
        seq: item.seq,
        from: "pending",
        to: "not-sent",
        reason: "unchecked",
        code: result.code,
        message: result.message,
      })),
    );
    await setBatches(tx, d, [batch], "answered");
  });
  if (refusal?.fatal) await pauseRun(d, "fatal-answer", { code: refusal.code, message: refusal.message });
}

/** Not now: it waits in line again, or not at all where a cancel has ended its items meanwhile. */
async function withdraw(
  tx: Tx,
  d: Drive,
  state: DeletionState,
  batch: ClaimedBatch,
  delayMs = 0,
  { isTry } = { isTry: delayMs > 0 },
): Promise<void> {
  if (!isCancelled(state)) return await putBack(tx, d, batch, delayMs, { isTry });
  await setBatches(tx, d, [batch], "answered");
  await letGo(tx, d, batch.items);
}

type Stop = { reason: NotSentReason; code: string | null };

/** What the catalog knows of an item beside the look. */
type Known = { transcodeMode: TranscodeMode | null; cateId: number | null; tags: string | null };

function whyNot(
  item: ClaimedItem,
  seen: MediaInspection | undefined,
  known: Known | undefined,
  protection: Protection,
): Stop | null {
  if (!seen) return { reason: "unchecked", code: "not-in-answer" };
  const forecast = protect(
    forecastItem(seen, { transcodeMode: known?.transcodeMode ?? null }),
    guardedBy(seen, known),
    protection,
  );
  const group = groupOf(forecast);
  if (group === "gone") return { reason: "already-gone", code: null };
  if (forecast.state !== "deletable") {
    return { reason: forecast.state === "gone" ? "already-gone" : forecast.state, code: forecast.note };
  }
  const sizeBytes = seen.found === "present" ? (seen.mezzanine?.sizeBytes ?? null) : null;
  if (item.sizeBytes !== null && sizeBytes !== null && item.sizeBytes !== sizeBytes) {
    return { reason: "changed", code: "size" };
  }
  if ((GRAVITY[group] ?? 9) > (GRAVITY[item.group] ?? 0)) return { reason: "changed", code: group };
  return null;
}
