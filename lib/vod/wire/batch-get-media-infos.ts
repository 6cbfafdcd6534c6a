import { z } from "zod";
import { idKey } from "../ids.ts";
import { decodeIds } from "../lists.ts";
import type { MediaInspection } from "../types.ts";
import { toStream, wireStream } from "./stream.ts";
import { wireList, wireNumber, wireSize, wireText } from "./value.ts";

const wireMezzanine = z.object({ Status: wireText, Size: wireSize });

const wireMedia = z.object({
  MediaId: z.string().min(1),
  MediaInfo: z
    .object({ Title: wireText, Status: wireText, StorageClass: wireText, CateId: wireNumber, Tags: wireText })
    .nullish()
    .catch(null),
  MezzanineInfo: z.preprocess(emptyToNull, wireMezzanine.nullish()),
  PlayInfoList: wireList(wireStream, "PlayInfo"),
});

const schema = z.object({
  RequestId: z.string().min(1),
  MediaInfos: wireList(wireMedia, "MediaInfo"),
  NonExistMediaIds: z.unknown().optional().transform(decodeIds),
  ForbiddenMediaIds: z.unknown().optional().transform(decodeIds),
});

/**
 * Reads a BatchGetMediaInfos answer (vod-api.md §2.6): one inspection per id asked for, in that order. An id
 * that the answer names in no place, or in more than one, is `absent`, which proves nothing.
 */
export function readMediaInfos(value: Record<string, unknown>, asked: readonly string[]): MediaInspection[] {
  const answer = schema.parse(value);
  const present = Map.groupBy(answer.MediaInfos, (media) => idKey(media.MediaId));
  const missing = new Set(answer.NonExistMediaIds.map(idKey));
  const forbidden = new Set(answer.ForbiddenMediaIds.map(idKey));
  return asked.map((videoId) => {
    const key = idKey(videoId);
    const found = present.get(key) ?? [];
    const mentions = found.length + Number(missing.has(key)) + Number(forbidden.has(key));
    if (mentions !== 1) return { found: "absent", videoId };
    if (missing.has(key)) return { found: "missing", videoId };
    const [media] = found;
    return media === undefined ? { found: "forbidden", videoId } : inspection(media, videoId);
  });
}

function inspection(media: z.infer<typeof wireMedia>, videoId: string): MediaInspection {
  const { MediaInfo: info, MezzanineInfo: source } = media;
  return {
    found: "present",
    videoId,
    title: info?.Title ?? null,
    status: info?.Status ?? null,
    storageClass: info?.StorageClass ?? null,
    cateId: info?.CateId ?? null,
    tags: info?.Tags ?? null,
    mezzanine: source ? { status: source.Status, sizeBytes: source.Size } : null,
    streams: media.PlayInfoList.map((stream) => toStream(stream, videoId)),
  };
}

/** XML writes an absent object as an empty element, and so does `{}`: neither says anything. */
function emptyToNull(value: unknown): unknown {
  const empty = value === "" || (typeof value === "object" && value && Object.keys(value).length === 0);
  return empty ? null : value;
}
