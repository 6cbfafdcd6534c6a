import { z } from "zod";
import { idKey } from "../ids.ts";
import { decodeIds } from "../lists.ts";
import type { ReferenceLookup } from "../types.ts";
import { wireList, wireText } from "./value.ts";

const schema = z.object({
  RequestId: z.string().min(1),
  VideoList: wireList(z.object({ VideoId: z.string().min(1), ReferenceId: wireText }), "Video"),
  NonExistReferenceIds: z.unknown().optional().transform(decodeIds),
});

/**
 * Reads a GetVideoInfos answer about custom ids (vod-api.md §2.4): one lookup per id asked for, in that order.
 * An id that the answer names in no place, or as existing and not, is `absent`, which proves nothing. Should an
 * answer give one custom id to several videos, all of them are told.
 */
export function readReferenceLookups(
  value: Record<string, unknown>,
  asked: readonly string[],
): ReferenceLookup[] {
  const answer = schema.parse(value);
  const found = Map.groupBy(answer.VideoList, (video) => video.ReferenceId);
  const missing = new Set(answer.NonExistReferenceIds);
  return asked.map((referenceId) => {
    const videoIds = [...new Set((found.get(referenceId) ?? []).map((video) => idKey(video.VideoId)))];
    if (videoIds.length > 0 === missing.has(referenceId)) return { found: "absent", referenceId };
    return missing.has(referenceId)
      ? { found: "missing", referenceId }
      : { found: "present", referenceId, videoIds };
  });
}
