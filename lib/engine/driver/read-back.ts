import { applyInspection } from "../../catalog/observe.ts";
import { type Readback, readbackOf, readbackOfMezzanine } from "../../deletion/read-readback.ts";
import type { Caller } from "../../vod/types.ts";
import { current, type Drive, pauseFor } from "./context.ts";
import { type Due, dueCalls } from "./due.ts";
import { roomForCalls } from "./room-for-calls.ts";
import { pauseRun } from "./send.ts";
import { type Shared, shareRounds } from "./share.ts";
import { type Look, type SingleLook, storeReadbacks } from "./store-readbacks.ts";

const OPERATION = "BatchGetMediaInfos";
const LOOK_AGAIN_MS = 250;

/**
 * Reads back what is due, beside the sending, while paused and while verifying, until `d.signal` says stop:
 * accepted items to verify them, unknown ones to learn what became of them. Returns with nothing in flight.
 */
export async function readBacks(d: Drive): Promise<void> {
  const store = shareRounds<Look, void>(async (looks) => {
    await storeReadbacks(d, looks);
    return looks.map(() => undefined);
  });
  const underWay = new Map<number, Due>();
  const flying = new Set<Promise<void>>();
  const failed: unknown[] = [];
  let cycleMs = 100;
  const launch = (items: Due[]) => {
    for (const item of items) underWay.set(item.seq, item);
    const started = performance.now();
    const flight = readBack(d, items, store)
      .catch((error: unknown) => {
        failed.push(error);
      })
      .finally(() => {
        for (const item of items) underWay.delete(item.seq);
        flying.delete(flight);
        cycleMs = cycleMs * 0.9 + (performance.now() - started) * 0.1;
      });
    flying.add(flight);
  };
  try {
    const { ceiling } = await d.c.quota.rate(OPERATION);
    while (!d.signal.aborted && failed.length === 0) {
      const { state } = await current(d);
      const mayBeDue = state === "running" || state === "paused" || state === "verifying";
      const room = mayBeDue ? roomForCalls(ceiling, cycleMs, flying.size) : 0;
      const calls = room > 0 ? await dueCalls(d, room, underWay) : [];
      for (const items of calls) launch(items);
      if (calls.length === 0) await Promise.race([...flying, pauseFor(d, LOOK_AGAIN_MS)]);
    }
  } finally {
    await Promise.all(flying);
  }
  if (failed.length > 0) throw failed[0];
}

async function readBack(d: Drive, items: Due[], store: Shared<Look, void>): Promise<void> {
  const startedAt = new Date();
  const ids = items.map((i) => i.videoId);
  // What may or may not have taken effect holds the run up; what was accepted only wants confirming.
  const priority = items.some((i) => i.outcome === "unknown") ? "reconcile" : "verify";
  const caller: Caller = { priority, onBehalfOf: d.id };
  const result = await d.c.vod.inspectVideos(ids, caller);
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
  await store({ items, seen, startedAt, result, singles });
  if (result.kind === "refused" && result.fatal) {
    // What can no longer be verified must not go on being sent.
    await pauseRun(d, "fatal-answer", { code: result.code, message: result.message });
  }
}
