import type { Tx } from "../../db/types.ts";
import { planResend } from "../../deletion/plan-batches.ts";
import { afterReadback, type Readback, type ReadbackEffect } from "../../deletion/read-readback.ts";
import type { MediaInspection, MezzanineState, VodResult } from "../../vod/types.ts";
import { checkLater, spellOut, verifyBatches } from "../accepted-batches.ts";
import { changeOutcomes, moveTallies } from "../set-outcomes.ts";
import { type Drive, fenced } from "./context.ts";
import type { Due } from "./due.ts";
import { addBatch, letGo } from "./move-batches.ts";
import { storeReads } from "./store-reads.ts";

/** A question about one id that the answer about twenty had left open. */
export type SingleLook = { startedAt: Date; item: Due; result: VodResult<MezzanineState> };

/** One read-back of up to 20 items, and what it showed of each, by seq. */
export type Look = {
  items: Due[];
  seen: ReadonlyMap<number, Readback>;
  startedAt: Date;
  result: VodResult<MediaInspection[]>;
  singles: SingleLook[];
};

type Effect = { item: Due; effect: ReadbackEffect; look: Look };

/**
 * Keeps read-backs as evidence and moves their items on, all in one transaction.
 *
 * @param askableSince before this VOD could not be asked; null when it always could
 * @throws Superseded
 */
export async function storeReadbacks(
  d: Drive,
  looks: readonly Look[],
  askableSince: Date | null,
): Promise<void> {
  const deletion = { id: d.id, environmentId: d.environmentId };
  await fenced(d, async (tx, { state }) => {
    const mayResend = state === "running" || state === "paused";
    const effects = looks.flatMap((look) =>
      look.items.map((item): Effect => {
        const seen = look.seen.get(item.seq) ?? "unreadable";
        return {
          item,
          look,
          effect: afterReadback({ ...item, mayResend, askableSince }, seen, look.startedAt, d.c.env.timing),
        };
      }),
    );
    for (const look of looks) await storeEvidence(tx, d, look);
    const { verified, notAsked, others } = wholeBatches(effects);
    const whole = await verifyBatches(tx, deletion, verified);
    await checkLater(tx, deletion, notAsked, soonest(effects));
    await spellOut(tx, deletion, others);
    const single = effects.filter((e) => !e.item.whole || others.includes(e.item.batchNo));
    const changed = await changeOutcomes(tx, deletion, "readback", single.map(changeOf));
    await moveTallies(tx, d.id, [...whole, ...changed.moves]);
    // What another look has moved on meanwhile has a batch of its own by now.
    const pending = single.filter((e) => e.effect.outcome === "pending" && changed.seqs.has(e.item.seq));
    await resend(
      tx,
      d,
      pending.map((e) => e.item),
    );
  });
}

/** In how many milliseconds the first of these is due again. */
function soonest(effects: readonly Effect[]): number {
  return Math.min(...effects.flatMap(({ effect }) => effect.checkInMs ?? []));
}

/** The batches that still speak for their items, by what was seen of all of those. */
function wholeBatches(effects: readonly Effect[]) {
  const whole = Map.groupBy(
    effects.filter((e) => e.item.whole),
    (e) => e.item.batchNo,
  );
  const kind = (group: Effect[]) => {
    if (group.every((e) => e.effect.outcome === "verified")) return "verified";
    return group.every((e) => e.look.seen.get(e.item.seq) === "not-asked") ? "notAsked" : "others";
  };
  const kinds = Map.groupBy(whole, ([, group]) => kind(group));
  const nos = (name: ReturnType<typeof kind>) => (kinds.get(name) ?? []).map(([no]) => no);
  return { verified: nos("verified"), notAsked: nos("notAsked"), others: nos("others") };
}

async function storeEvidence(tx: Tx, d: Drive, look: Look): Promise<void> {
  const { startedAt, result } = look;
  const seen = result.kind === "answered" ? result.data : [];
  await storeReads(tx, d, "readback", startedAt, result, byBatch(look.items), seen);
  for (const s of look.singles) {
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
}

function changeOf({ item, effect, look }: Effect) {
  return {
    seq: item.seq,
    from: item.outcome,
    to: effect.outcome,
    reason: effect.notSentReason,
    ...(effect.outcome === "unverified" ? whyUnread(item, look) : {}),
    checkInMs: effect.checkInMs,
    checks: effect.checks,
    presentLooks: effect.presentLooks,
  };
}

/** The answer that stood in the way of the last look, for a person to act on. */
function whyUnread(item: Due, look: Look) {
  const last = look.singles.find((s) => s.item.seq === item.seq)?.result ?? look.result;
  return last.kind === "answered" ? {} : { code: last.code, message: last.message };
}

/** What proved to be still there goes out again in batches of its own, in halves once that failed too. */
async function resend(tx: Tx, d: Drive, items: Due[]): Promise<void> {
  for (const [no, group] of Map.groupBy(items, (item) => item.batchNo)) {
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
  const parts = Map.groupBy(items, (item) => item.batchNo);
  return [...parts].map(([batchNo, group]) => ({ batchNo, videoIds: group.map((i) => i.videoId) }));
}
