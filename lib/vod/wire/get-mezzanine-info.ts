import { z } from "zod";
import { idKey } from "../ids.ts";
import type { MezzanineState } from "../types.ts";
import { wireSize, wireText } from "./value.ts";

const schema = z.object({
  Mezzanine: z.object({ VideoId: wireText, Status: z.string().min(1), Size: wireSize }),
});

/**
 * Reads a GetMezzanineInfo answer (vod-api.md §2.5).
 *
 * @throws Error when it carries no Mezzanine with a Status (which proves nothing), or another video's.
 */
export function readMezzanineInfo(value: Record<string, unknown>, asked: string): MezzanineState {
  const { VideoId: videoId, Status: status, Size: sizeBytes } = schema.parse(value).Mezzanine;
  if (videoId !== null && idKey(videoId) !== idKey(asked))
    throw new Error("the answer is about another video");
  return status === "Deleted" ? { state: "gone", via: "Deleted" } : { state: "present", status, sizeBytes };
}

/** The two codes by which GetMezzanineInfo tells a state instead of failing. */
export function mezzanineStateOf(code: string): MezzanineState | undefined {
  if (code === "InvalidFile.NotFound") return { state: "gone", via: code };
  return code === "InvalidVideo.NotFound" ? { state: "missing" } : undefined;
}
