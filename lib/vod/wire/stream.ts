import { z } from "zod";
import { isOriginalStream } from "../original-stream.ts";
import type { Stream } from "../types.ts";
import { wireSize, wireText } from "./value.ts";

/** One PlayInfo, as GetPlayInfo and BatchGetMediaInfos carry it (vod-api.md §2.6, §2.7). */
export const wireStream = z.object({
  JobId: wireText,
  Definition: wireText,
  Format: wireText,
  Status: wireText,
  Size: wireSize,
  Specification: wireText,
});

export function toStream(wire: z.infer<typeof wireStream>, videoId: string): Stream {
  return {
    jobId: wire.JobId,
    definition: wire.Definition,
    format: wire.Format,
    status: wire.Status,
    sizeBytes: wire.Size,
    specification: wire.Specification,
    original: isOriginalStream({ videoId, jobId: wire.JobId, specification: wire.Specification }),
  };
}
