import { z } from "zod";

const streamSchema = z.strictObject({
  jobId: z.string(),
  definition: z.string(),
  format: z.string(),
  status: z.enum(["Normal", "Invisible"]),
  sizeBytes: z.number(),
  width: z.number(),
  height: z.number(),
  specification: z.string(),
  /** The source itself played back (vod-api.md §1.7). */
  original: z.boolean(),
});

/** One playable output of a video as the sandbox keeps it. */
export type SandboxStream = z.infer<typeof streamSchema>;

const videoSchema = z.strictObject({
  id: z.string().min(1),
  referenceId: z.string().nullable(),
  kind: z.enum(["video", "audio"]),
  title: z.string(),
  description: z.string().nullable(),
  tags: z.string().nullable(),
  status: z.string(),
  sizeBytes: z.number(),
  durationSeconds: z.number(),
  cateId: z.number().nullable(),
  cateName: z.string().nullable(),
  coverUrl: z.string().nullable(),
  createdAt: z.number().int(),
  modifiedAt: z.number().int(),
  storageLocation: z.string(),
  appId: z.string(),
  mediaSource: z.string(),
  downloadSwitch: z.enum(["on", "off"]),
  preprocessStatus: z.string(),
  transcodeMode: z.string(),
  storageClass: z.string(),
  restoreStatus: z.string().nullable(),
  restoreExpiration: z.string().nullable(),
  templateGroupId: z.string(),
  mezzanineStatus: z.string(),
  width: z.number(),
  height: z.number(),
  fileName: z.string(),
  streams: z.array(streamSchema),
});

/** One asset of the sandbox's library, whole. Times are Unix seconds, sizes bytes, durations seconds. */
export type SandboxVideo = z.infer<typeof videoSchema>;

/** What an admin request or a fault may change of a video. `vanished` makes every operation not find it. */
export const videoPatchSchema = videoSchema.omit({ id: true }).partial().extend({
  vanished: z.boolean().optional(),
});
export type VideoPatch = z.infer<typeof videoPatchSchema>;

/** The video with the members that the patch sets. */
export function patched(video: SandboxVideo, patch: VideoPatch): SandboxVideo {
  const { vanished: _, ...rest } = patch;
  const set = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return videoSchema.parse({ ...video, ...set });
}

/** A line of the change log that adds a whole video. */
export const addedVideoSchema = videoSchema;

/** Time in VOD's form, `yyyy-MM-ddTHH:mm:ssZ`. */
export function isoSeconds(unixSeconds: number): string {
  return `${new Date(unixSeconds * 1000).toISOString().slice(0, 19)}Z`;
}
