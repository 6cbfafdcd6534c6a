import type { Caller } from "../../vod/types.ts";
import { type Drive, pauseFor } from "./context.ts";
import type { LostRead, Obstruction } from "./obstruction.ts";
import { roomForCalls } from "./room-for-calls.ts";

/** What one call was worth: whether it said anything about any id, and what stood in its way. */
export type Heard = { heard: boolean; obstacle: LostRead | null };

export type Asks = Required<Pick<Caller, "leave" | "onSlot">>;

export type Calling<Job> = {
  way: Obstruction;
  /** Calls per second that the quota allows. */
  rate: number;
  /** What may begin now, so many calls at most; `null` ends the calling. Asked again after a moment for nothing. */
  next(room: number): Promise<Job[] | null>;
  /** `asks` goes to VOD's client with every call: when its slot is there, and when nobody waits any more. */
  call(job: Job, asks: Asks): Promise<Heard>;
};

const LOOK_AGAIN_MS = 250;

/**
 * Keeps as many reads under way as the rate needs. Once one of them meets an obstacle that lies with no id, those
 * under way come to their end, and then the way is felt with one call at a time.
 *
 * Returns when `next` says so or the process shuts down, with nothing under way.
 *
 * @throws what a call rejected with, after the others have ended
 */
export async function keepCalling<Job>(d: Drive, { way, rate, next, call }: Calling<Job>): Promise<void> {
  const flying = new Set<Promise<void>>();
  const failed: unknown[] = [];
  let ended: Heard[] = [];
  let cycleMs = 100;

  function launch(job: Job): void {
    // From the slot on: the wait for it grows with the number of calls, which it would drive up in turn.
    let started: number | null = null;
    const onSlot = () => {
      started ??= performance.now();
    };
    const flight = call(job, { leave: d.signal, onSlot })
      .then((heard) => {
        ended.push(heard);
        if (started !== null) cycleMs = cycleMs * 0.9 + (performance.now() - started) * 0.1;
      })
      .catch((error: unknown) => {
        failed.push(error);
      })
      .finally(() => flying.delete(flight));
    flying.add(flight);
  }

  /** Tells what the calls met that have ended since it was last told. */
  async function takeNote(): Promise<void> {
    if (ended.length === 0) return;
    if (ended.some((end) => end.obstacle)) await Promise.all(flying);
    const round = ended;
    ended = [];
    const obstacle = round.find((end) => end.obstacle)?.obstacle;
    if (obstacle) await way.met(obstacle, { heard: round.some((end) => end.heard) });
    else await way.passed();
  }

  try {
    while (!d.signal.aborted && failed.length === 0) {
      await takeNote();
      const room = Math.min(roomForCalls(rate, cycleMs, flying.size), way.calls(Infinity) - flying.size);
      const jobs = room > 0 ? await next(room) : [];
      if (jobs === null || d.signal.aborted) break;
      for (const job of jobs) launch(job);
      if (jobs.length === 0) await Promise.race([...flying, pauseFor(d, LOOK_AGAIN_MS)]);
    }
  } finally {
    await Promise.all(flying);
  }
  if (failed.length > 0) throw failed[0];
}
