import { z } from "zod";
import type { CatalogMedia, MediaKind, SearchPage, SearchRequest } from "../types.ts";
import { wireList, wireNumber, wireSize, wireText, wireTime } from "./value.ts";

/** Returned only when asked for by name (vod-api.md §2.1). */
const FIELDS = [
  "Title",
  "Description",
  "Tags",
  "Status",
  "Size",
  "Duration",
  "CateId",
  "CateName",
  "CoverURL",
  "CreationTime",
  "ModificationTime",
  "StorageLocation",
  "AppId",
  "TranscodeMode",
  "StorageClass",
  "RestoreStatus",
  "ReferenceId",
];

const wireAsset = z.object({
  VideoId: wireText,
  AudioId: wireText,
  Title: wireText,
  Description: wireText,
  Tags: wireText,
  Status: wireText,
  Size: wireSize,
  Duration: wireSize,
  CateId: wireNumber,
  CateName: wireText,
  CoverURL: wireText,
  CreationTime: wireTime,
  ModificationTime: wireTime,
  StorageLocation: wireText,
  AppId: wireText,
  TranscodeMode: z.enum(["FastTranscode", "NoTranscode", "AsyncTranscode"]).nullish().catch(null),
  StorageClass: wireText,
  RestoreStatus: wireText,
  ReferenceId: wireText,
});

const wireItem = z.object({
  MediaId: wireText,
  MediaType: wireText,
  CreationTime: wireTime,
  Video: wireAsset.optional(),
  Audio: wireAsset.optional(),
});

const schema = z.object({
  RequestId: z.string().min(1),
  Total: wireSize.pipe(z.number()),
  ScrollToken: wireText,
  MediaList: wireList(wireItem, "Media"),
});

export function searchMediaQuery(request: SearchRequest): Record<string, string> {
  const { kind, match, sortBy, pageNo, pageSize, scrollToken } = request;
  return {
    SearchType: kind,
    Fields: [kind === "audio" ? "AudioId" : "VideoId", ...FIELDS].join(","),
    PageNo: String(pageNo),
    PageSize: String(pageSize),
    SortBy: sortBy ?? "CreationTime:Desc",
    ...(match ? { Match: match } : {}),
    ...(scrollToken ? { ScrollToken: scrollToken } : {}),
  };
}

/**
 * Reads a SearchMedia answer (vod-api.md §2.1).
 *
 * @throws Error when Total is missing, or an item has no id or creation time: leaving such an item out would
 *   make the catalog incomplete without a word.
 */
export function readSearchMedia(value: Record<string, unknown>, kind: MediaKind): SearchPage {
  const answer = schema.parse(value);
  return {
    media: answer.MediaList.map((item) => toMedia(item, kind)),
    total: answer.Total,
    scrollToken: answer.ScrollToken,
  };
}

function toMedia(item: z.infer<typeof wireItem>, kind: MediaKind): CatalogMedia {
  const asset = item.Video ?? item.Audio ?? wireAsset.parse({});
  const videoId = asset.VideoId ?? asset.AudioId ?? item.MediaId;
  const createdAt = asset.CreationTime ?? item.CreationTime;
  if (videoId === null || createdAt === null) throw new Error("an item without id or creation time");
  return {
    videoId,
    kind: item.MediaType === "audio" || item.MediaType === "video" ? item.MediaType : kind,
    title: asset.Title ?? "",
    description: asset.Description,
    tags: asset.Tags,
    status: asset.Status ?? "Unknown",
    sizeBytes: asset.Size,
    durationSeconds: asset.Duration,
    cateId: asset.CateId,
    cateName: asset.CateName,
    coverUrl: asset.CoverURL,
    createdAt,
    modifiedAt: asset.ModificationTime,
    storageLocation: asset.StorageLocation,
    appId: asset.AppId,
    transcodeMode: asset.TranscodeMode ?? null,
    storageClass: asset.StorageClass,
    restoreStatus: asset.RestoreStatus,
    referenceId: asset.ReferenceId,
  };
}
