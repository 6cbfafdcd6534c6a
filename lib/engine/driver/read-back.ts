import type { Sighting } from "../../catalog/observe.ts";
import { liesWith } from "../../deletion/obstacle.ts";
import { type Readback, readbackOf, readbackOfMezzanine } from "../../deletion/read-readback.ts";
import type { Caller } from "../../vod/types.ts";
import { current, type Drive } from "./context.ts";
import { type Due, dueCalls } from "./due.ts";
import { type Asks, type Heard, keepCalling } from "./keep-calling.ts";
import { createObstruction, type LostRead, reachOf } from "./obstruction.ts";
import { pauseRun } from "./send.ts";
import { type Shared, shareRounds, TOGETHER } from "./share.ts";
import { sharedSightings } from "./sightings.ts";
import { type Look, type SingleLook, storeReadbacks } from "./store-readbacks.ts";

/**
 * Reads back what is due, beside the sending, while paused and while verifying, until `d.signal` says stop:
 * accepted items to verify them, unknown ones to learn what became of them. Where VOD cannot be asked, the items
 * stay as they are. Returns with nothing in flight.
 */
export async function readBacks(d: Drive): Promise<void> {
  const { obstacle } = await current(d);
  const way = createObstruction(d, obstacle !== null);
  const isThere = reachOf(d, "verify");
  const underWay = new Map<number, Due>();
  const store = shareRounds<Look, void>(async (looks) => {
    await storeReadbacks(d, looks, way.askableSince());
    return looks.map(() => undefined);
  }, TOGETHER);
  const observe = sharedSightings(d);
  const { ceiling } = await d.c.quota.rate("BatchGetMediaInfos");
  await keepCalling<Due[]>(d, {
    way,
    rate: ceiling,
    async next(room) {
      const { state } = await current(d);
      const mayBeDue = state === "running" || state === "paused" || state === "verifying";
      return mayBeDue ? await dueCalls(d, room, underWay) : [];
    },
    async call(items, asks) {
      for (const item of items) underWay.set(item.seq, item);
      try {
        return await readBack(d, items, { isThere, observe, store, asks });
      } finally {
        for (const item of items) underWay.delete(item.seq);
      }
    },
  });
}

/** What the read-backs of a deletion share, and what goes with each call. */
type By = {
  isThere: () => Promise<boolean>;
  observe: Shared<Sighting, void>;
  store: Shared<Look, void>;
  asks: Asks;
};

async function readBack(d: Drive, items: Due[], { isThere, observe, store, asks }: By): Promise<Heard> {
  const startedAt = new Date();
  const ids = items.map((i) => i.videoId);
  // What may or may not have taken effect holds the run up; what was accepted only wants confirming.
  const priority = items.some((i) => i.outcome === "unknown") ? "reconcile" : "verify";
  const caller: Caller = { priority, onBehalfOf: d.id, ...asks };
  const result = await d.c.vod.inspectVideos(ids, caller);
  const whose = result.kind === "answered" ? null : liesWith(result);
  const obstructed = whose === "everybody" || (whose === "open" && !(await isThere()));
  let obstacle: LostRead | null = obstructed && result.kind !== "answered" ? result : null;
  const seen = new Map<number, Readback>();
  const singles: SingleLook[] = [];
  for (const [i, item] of items.entries()) {
    const inspected = result.kind === "answered" ? result.data[i] : undefined;
    let read: Readback = obstructed ? "not-asked" : inspected ? readbackOf(inspected) : "unreadable";
    // Asked one by one only where the answer itself left the question open, or refused these ids as a whole.
    if (read === "unreadable" && whose !== "open") {
      // While the process ends no more is asked; what is left open is asked about by the next driver.
      const single = obstacle || d.signal.aborted ? null : await lookSingly(d, item, caller);
      if (single) singles.push(single);
      if (single?.result.kind === "answered") read = readbackOfMezzanine(single.result.data);
      else if (!single || liesWith(single.result) === "everybody") read = "not-asked";
      if (single && read === "not-asked" && single.result.kind !== "answered") obstacle = single.result;
    }
    seen.set(item.seq, read);
  }
  if (result.kind === "answered") await observe({ inspections: result.data, observedAt: startedAt });
  await store({ items, seen, startedAt, result, singles });
  if (obstacle?.kind === "refused" && obstacle.fatal) {
    // What can no longer be verified must not go on being sent.
    await pauseRun(d, "fatal-answer", { code: obstacle.code, message: obstacle.message });
  }
  return { heard: [...seen.values()].some((read) => read !== "not-asked"), obstacle };
}

async function lookSingly(d: Drive, item: Due, caller: Caller): Promise<SingleLook> {
  return { startedAt: new Date(), item, result: await d.c.vod.mezzanine(item.videoId, caller) };
}
