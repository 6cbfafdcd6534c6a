import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type FaultInput, faultSchema } from "./faults.ts";
import { KINDS, type Kind } from "./kinds.ts";
import type { LogEntry, LogFilter, requestLog } from "./request-log.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { originalStream } from "./streams.ts";
import { patched, type SandboxVideo, videoPatchSchema } from "./video.ts";

/** A change of a video: any of its members, `vanished`, or one of the short cuts. */
export const videoChangeSchema = videoPatchSchema.extend({
  /** The source becomes a stream that plays, so that it needs Force. */
  addOriginalStream: z.literal(true).optional(),
});
export type VideoChange = z.infer<typeof videoChangeSchema>;

/** A video to add: what is not given is that of an ordinary removable video that was uploaded just now. */
export const newVideoSchema = videoPatchSchema
  .omit({ vanished: true })
  .extend({ id: z.string().min(1).optional() });
export type NewVideo = z.infer<typeof newVideoSchema>;

export type Control = ReturnType<typeof controlOf>;

/** Everything a test can do to a sandbox, in the same process or through its admin API. */
export function controlOf(
  state: State,
  settings: Settings,
  log: ReturnType<typeof requestLog>,
  /** Unix ms. */
  now: () => number,
) {
  return {
    switches: settings.switches,
    setSwitches: settings.setSwitches,
    resetSwitches: settings.resetSwitches,
    limits: () => ({ ...settings.limits }),
    setLimits: settings.setLimits,
    resetLimits: settings.resetLimits,
    skewMs: settings.skewMs,
    setSkewMs: settings.setSkewMs,
    /** @throws ZodError when a rule is malformed */
    addFaults: (...faults: FaultInput[]): void =>
      settings.faults.add(faults.map((fault) => faultSchema.parse(fault))),
    faults: settings.faults.list,
    clearFaults: settings.faults.clear,
    requests: (filter?: LogFilter): LogEntry[] => log.list(filter),
    clearRequests: log.clear,
    /** The ids whose sources requests have deleted, oldest first. */
    deleted: state.deleted,
    /** The true state of a video, whatever reads show; undefined when there is none (or it has vanished). */
    video: (id: string): SandboxVideo | undefined => {
      const index = state.find(id);
      return index === undefined ? undefined : state.truth(index);
    },
    /** The first videos of a kind as they are now. */
    find: (kind: Kind, limit: number, offset = 0): SandboxVideo[] => {
      const found: SandboxVideo[] = [];
      let skipped = 0;
      for (const index of state.indices()) {
        if (found.length >= limit) break;
        const video = state.truth(index);
        if (!KINDS[kind](video)) continue;
        if (skipped < offset) skipped += 1;
        else found.push(video);
      }
      return found;
    },
    /** @throws RangeError when there never was such a video */
    changeVideo: (id: string, change: VideoChange): void => {
      const index = state.findEver(id);
      if (index === undefined) throw new RangeError(`there is no video ${id}`);
      const { addOriginalStream, ...patch } = change;
      const video = state.truth(index);
      state.patch(index, {
        ...patch,
        ...(addOriginalStream && {
          streams: [originalStream(id, video.sizeBytes, video.kind), ...(patch.streams ?? video.streams)],
        }),
      });
    },
    /** @throws RangeError when the id exists already */
    addVideo: (given: NewVideo): SandboxVideo => {
      const [model] = state.seededLibrary.find(KINDS.removable, 1);
      if (!model) throw new RangeError("the library holds no video to model a new one on");
      const { id = randomUUID().replaceAll("-", ""), ...patch } = given;
      const uploadedAt = Math.floor(now() / 1000);
      const fresh = { ...model, id, referenceId: null, createdAt: uploadedAt, modifiedAt: uploadedAt };
      const video = patched(fresh, patch);
      state.add(video);
      return video;
    },
  };
}
