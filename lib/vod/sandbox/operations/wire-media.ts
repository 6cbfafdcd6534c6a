import type { WireObject } from "../respond.ts";
import type { Switches } from "../switches.ts";
import { isoSeconds, type SandboxStream, type SandboxVideo } from "../video.ts";

/** Bytes that the asset shows: those of the source, which may be gone. */
export function shownSize(video: SandboxVideo, switches: Switches): number {
  return video.mezzanineStatus === "Deleted" && switches.sizeAfterDelete === "zero" ? 0 : video.sizeBytes;
}

/** Fields that every reading of an asset has in common; unset ones are left out (vod-api.md §2.3). */
export function assetFields(video: SandboxVideo, switches: Switches): WireObject {
  return {
    Title: video.title,
    Description: video.description ?? undefined,
    Tags: video.tags ?? undefined,
    Status: video.status,
    Size: shownSize(video, switches),
    Duration: video.durationSeconds,
    CateId: video.cateId ?? undefined,
    CateName: video.cateName ?? undefined,
    CoverURL: video.coverUrl ?? undefined,
    CreationTime: isoSeconds(video.createdAt),
    ModificationTime: isoSeconds(video.modifiedAt),
    StorageLocation: video.storageLocation,
    AppId: video.appId,
    DownloadSwitch: video.downloadSwitch,
    PreprocessStatus: video.preprocessStatus,
    StorageClass: video.storageClass,
    RestoreStatus: video.restoreStatus ?? undefined,
    RestoreExpiration: video.restoreExpiration ?? undefined,
    ReferenceId: video.referenceId ?? undefined,
  };
}

/** Local time of the two older members that live answers still carry (§2.3). */
export function legacyTimes(video: SandboxVideo): WireObject {
  const local = (seconds: number) =>
    isoSeconds(seconds + 8 * 3600)
      .replace("T", " ")
      .replace("Z", "");
  return { CreateTime: local(video.createdAt), ModifyTime: local(video.modifiedAt) };
}

/** One stream as GetPlayInfo and BatchGetMediaInfos give it (§2.7): sizes are numbers, rates are strings. */
export function playInfo(video: SandboxVideo, stream: SandboxStream): WireObject {
  const duration = Math.max(1, video.durationSeconds);
  const folder = stream.original ? "sv" : "trans";
  const label = stream.original ? "" : `-${stream.definition.toLowerCase()}-S00000001-200000`;
  return {
    JobId: stream.jobId,
    Definition: stream.definition,
    Format: stream.format,
    StreamType: video.kind,
    Specification: stream.specification,
    Status: stream.status,
    Size: stream.sizeBytes,
    Width: stream.width,
    Height: stream.height,
    Bitrate: (stream.sizeBytes / duration / 125).toFixed(3),
    Duration: video.durationSeconds.toFixed(4),
    Fps: video.kind === "audio" ? "0" : "25",
    Encrypt: 0,
    NarrowBandType: "0",
    PreprocessStatus: "UnPreprocess",
    CreationTime: isoSeconds(video.createdAt),
    ModificationTime: isoSeconds(video.createdAt),
    PlayURL: `https://vod.example.com/${folder}/${stream.jobId}${label}.${stream.format}?auth_key=1893456000-0-0-${stream.jobId.slice(0, 32)}`,
  };
}

/** The source file (§2.5): duration and rates are strings. */
export function mezzanineInfo(video: SandboxVideo): WireObject {
  const duration = Math.max(1, video.durationSeconds);
  return {
    FileName: video.fileName,
    FileURL: `https://${video.storageLocation}/sv/${video.fileName}?Expires=1893456000&OSSAccessKeyId=sandbox&Signature=c2FuZGJveA%3D%3D`,
    FileMD5: video.id,
    Size: video.sizeBytes,
    Duration: video.durationSeconds.toFixed(4),
    Bitrate: (video.sizeBytes / duration / 125).toFixed(3),
    Fps: video.kind === "audio" ? "0" : "25",
    Width: video.width,
    Height: video.height,
    Status: video.mezzanineStatus,
    CreationTime: isoSeconds(video.createdAt),
    VideoStreamList:
      video.kind === "audio"
        ? []
        : [
            {
              Index: "0",
              CodecName: "h264",
              Width: String(video.width),
              Height: String(video.height),
              Fps: "25",
              PixFmt: "yuv420p",
            },
          ],
    AudioStreamList: [
      {
        Index: video.kind === "audio" ? "0" : "1",
        CodecName: "aac",
        SampleRate: "44100",
        Channels: "2",
        ChannelLayout: "stereo",
      },
    ],
  };
}
