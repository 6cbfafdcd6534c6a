import { sql } from "drizzle-orm";
import { applyInspection } from "../../catalog/observe.ts";
import { rowsOf } from "../../db/rows.ts";
import { planResend } from "../../deletion/plan-batches.ts";
import { NAMED_UNREMOVABLE } from "../../deletion/read-delete-answer.ts";
import {
  afterReadback,
  type Readback,
  readbackOf,
  readbackOfMezzanine,
} from "../../deletion/read-readback.ts";
import type { Lane } from "../../deletion/types.ts";
import {
  type Caller,
  MAX_IDS_PER_CALL,
  type MediaInspection,
  type MezzanineState,
  type VodResult,
} from "../../vod/types.ts";
import { setOutcomes } from "../set-outcomes.ts";
import { addBatch, letGo } from "./claim.ts";
import { type Drive, fenced } from "./context.ts";
import { pauseRun } from "./send.ts";
import { storeReads } from "./store-reads.ts";

/** Read-backs under way at once; the quota decides how fast they leave. */
const AT_ONCE = 6;

type Due = {
  seq: number;
  videoId: string;
  batchNo: number;
  lane: Lane;
  outcome: "accepted" | "unknown";
  acceptedAt: Date;
  sentAt: Date;
  checks: number;
  presentLooks: number;
  maybeSent: boolean;
  sends: number;
  namedUnremovable: boolean;
};

/**
 * Reads back what is due now: accepted items to verify them, unknown ones to learn what became of them.
 *
 * @returns how many items were looked at
 */
export async function readBackDue(d: Drive): Promise<number> {
  const due = await nextDue(d);
  const calls: Due[][] = [];
  for (let i = 0; i < due.length; i += MAX_IDS_PER_CALL) calls.push(due.slice(i, i + MAX_IDS_PER_CALL));
  const ends = await Promise.allSettled(calls.map((items) => readBack(d, items)));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  return due.length;
}

async function nextDue(d: Drive): Promise<Due[]> {
  const rows = await rowsOf<Record<string, string | number | boolean | null>>(
    d.c.db,
    sql`
      select seq, video_id, batch_no, lane, outcome, checks, present_looks, maybe_sent, sends, code,
        extract(epoch from now() - coalesce(accepted_at, sent_at, now()))::float8 * 1000 as accepted_ago,
        extract(epoch from now() - coalesce(sent_at, now()))::float8 * 1000 as sent_ago
      from deletion_items
      where deletion_id = ${d.id} and check_at <= now()
      order by check_at, batch_no, seq limit ${AT_ONCE * MAX_IDS_PER_CALL}
    `,
  );
  // Ages by the database's clock, which wrote the times: this machine's own may be another.
  const now = Date.now();
  return rows.map((r) => ({
    seq: Number(r.seq),
    videoId: String(r.video_id),
    batchNo: Number(r.batch_no),
    lane: r.lane === "force" ? "force" : "normal",
    outcome: r.outcome === "accepted" ? "accepted" : "unknown",
    acceptedAt: new Date(now - Number(r.accepted_ago)),
    sentAt: new Date(now - Number(r.sent_ago)),
    checks: Number(r.checks),
    presentLooks: Number(r.present_looks),
    maybeSent: r.maybe_sent === true,
    sends: Number(r.sends),
    namedUnremovable: r.code === NAMED_UNREMOVABLE.code,
  }));
}

type SingleLook = { startedAt: Date; item: Due; result: VodResult<MezzanineState> };

async function readBack(d: Drive, items: Due[]): Promise<void> {
  const startedAt = new Date();
  const ids = items.map((i) => i.videoId);
  // What may or may not have taken effect holds the run up; what was accepted only wants confirming.
  const priority = items.some((i) => i.outcome === "unknown") ? "reconcile" : "verify";
  const caller: Caller = { priority, onBehalfOf: d.id };
  const result = await d.c.vod.inspectVideos(ids, caller);
  if (result.kind === "refused" && result.throttled) await d.c.quota.slowDown("BatchGetMediaInfos");
  const seen = new Map<number, Readback>();
  const singles: SingleLook[] = [];
  for (const [i, item] of items.entries()) {
    const inspected = result.kind === "answered" ? result.data[i] : undefined;
    let read: Readback = inspected ? readbackOf(inspected) : "unreadable";
    // Asked one by one only where the answer itself left the question open, or refused these ids as a whole.
    const worthAsking =
      result.kind === "answered" || (result.kind === "refused" && !result.throttled && !result.fatal);
    if (read === "unreadable" && worthAsking && !d.signal.aborted) {
      const single = { startedAt: new Date(), item, result: await d.c.vod.mezzanine(item.videoId, caller) };
      singles.push(single);
      if (single.result.kind === "answered") read = readbackOfMezzanine(single.result.data);
    }
    seen.set(item.seq, read);
  }
  if (result.kind === "answered") await applyInspection(d.c.db, d.environmentId, result.data, startedAt);
  await store(d, items, seen, startedAt, result, singles);
  if (result.kind === "refused" && result.fatal) {
    // What can no longer be verified must not go on being sent.
    await pauseRun(d, "fatal-answer", { code: result.code, message: result.message });
  }
}

async function store(
  d: Drive,
  items: Due[],
  seen: Map<number, Readback>,
  startedAt: Date,
  result: VodResult<MediaInspection[]>,
  singles: SingleLook[],
): Promise<void> {
  await fenced(d, async (tx, { state }) => {
    const mayResend = state === "running" || state === "paused";
    const effects = items.map((item) => ({
      item,
      effect: afterReadback(
        { ...item, mayResend },
        seen.get(item.seq) ?? "unreadable",
        startedAt,
        d.c.env.timing,
      ),
    }));
    await storeReads(
      tx,
      d,
      "readback",
      startedAt,
      result,
      byBatch(items),
      result.kind === "answered" ? result.data : [],
    );
    for (const s of singles) {
      await storeReads(
        tx,
        d,
        "readback",
        s.startedAt,
        s.result,
        [{ batchNo: s.item.batchNo, videoIds: [s.item.videoId] }],
        s.result.kind === "answered" ? [{ videoId: s.item.videoId, ...s.result.data }] : [],
        "GetMezzanineInfo",
      );
    }
    await setOutcomes(
      tx,
      { id: d.id, environmentId: d.environmentId },
      "readback",
      effects.map(({ item, effect }) => ({
        seq: item.seq,
        from: item.outcome,
        to: effect.outcome,
        reason: effect.notSentReason,
        ...(effect.outcome === "unverified" ? whyUnread(item, result, singles) : {}),
        checkInMs: effect.checkInMs,
        checks: effect.checks,
        presentLooks: effect.presentLooks,
      })),
    );
    await resend(
      tx,
      d,
      effects.filter((e) => e.effect.outcome === "pending").map((e) => e.item),
    );
  });
}

/** The answer that stood in the way of the last look, for a person to act on. */
function whyUnread(item: Due, result: VodResult<unknown>, singles: SingleLook[]) {
  const last = singles.find((s) => s.item.seq === item.seq)?.result ?? result;
  return last.kind === "answered" ? {} : { code: last.code, message: last.message };
}

/** What proved to be still there goes out again in batches of its own, in halves once that failed too. */
async function resend(tx: Parameters<typeof addBatch>[0], d: Drive, items: Due[]): Promise<void> {
  const groups = new Map<number, Due[]>();
  for (const item of items) groups.set(item.batchNo, [...(groups.get(item.batchNo) ?? []), item]);
  for (const [no, group] of groups) {
    const [first] = group;
    if (!first) continue;
    const sends = Math.max(...group.map((i) => i.sends));
    for (const part of planResend(group, sends)) {
      // A forced call is looked at before it leaves in any case; the others are looked at because time passed.
      await addBatch(tx, d, { no, lane: first.lane }, part, { look: true, delayMs: 0 });
    }
    await letGo(tx, d, group);
  }
}

function byBatch(items: readonly Due[]): { batchNo: number; videoIds: string[] }[] {
  const parts = new Map<number, string[]>();
  for (const item of items) parts.set(item.batchNo, [...(parts.get(item.batchNo) ?? []), item.videoId]);
  return [...parts].map(([batchNo, videoIds]) => ({ batchNo, videoIds }));
}
