import { CATEGORIES, type CategoryNode, topOf } from "./category-tree.ts";
import { normal, pick, unit, weighted } from "./random.ts";
import { streamsOf } from "./streams.ts";
import { tagsOf, titleOf } from "./titles.ts";
import { isoSeconds, type SandboxVideo } from "./video.ts";
import { indexOfReferenceId, indexOfVideoId, referenceIdOf, videoIdOf } from "./video-ids.ts";

/** The newest video is at most this old: a fixed day, so that the library does not change with the clock. */
export const LIBRARY_END = Date.UTC(2026, 10, 1) / 1000;
const SPAN_SECONDS = 8 * 365 * 86_400;
const MB = 1024 * 1024;
const GB = 1024 * MB;
export const COVERS = 12;

/** Applications: the key may not write to the third and not even read the fourth (see credentials.ts). */
export const APP = {
  standard: "app-1000000",
  second: "app-1000001",
  readOnly: "app-1000002",
  hidden: "app-1000003",
} as const;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/**
 * The library as a pure function of (seed, index). The single fields are cheap to compute, so that a search
 * can look at a million videos without making them.
 */
export type Library = ReturnType<typeof libraryOf>;

export function libraryOf(seed: number) {
  const u = (index: number, salt: number) => unit(seed, index, salt);
  const id = (index: number) => videoIdOf(seed, index);
  const kind = (index: number) => (u(index, 1) < 0.06 ? ("audio" as const) : ("video" as const));
  const createdAt = (index: number) => LIBRARY_END - Math.floor(SPAN_SECONDS * u(index, 2) ** 1.3);
  const modifiedAt = (index: number) => {
    const edited = u(index, 3);
    return edited < 0.5
      ? createdAt(index) + 60
      : Math.min(LIBRARY_END, createdAt(index) + Math.floor(edited * 4e7));
  };
  const sizeBytes = (index: number) =>
    Math.round(
      kind(index) === "audio"
        ? clamp(Math.exp(Math.log(32 * MB) + normal(seed, index, 4)), 5 * MB, 2 * GB)
        : clamp(Math.exp(Math.log(420 * MB) + 1.45 * normal(seed, index, 4)), 5 * MB, 60 * GB),
    );
  const durationSeconds = (index: number) => {
    const bitsPerSecond = kind(index) === "audio" ? 192_000 : 2_000_000 + u(index, 6) * 12_000_000;
    return Math.round(((sizeBytes(index) * 8) / bitsPerSecond) * 1000) / 1000;
  };
  const transcodeMode = (index: number) =>
    weighted(u(index, 7), [
      ["FastTranscode", 0.7],
      ["NoTranscode", 0.18],
      ["AsyncTranscode", 0.12],
    ]);
  const status = (index: number) => {
    const drawn = weighted(u(index, 8), [
      ["Normal", 0.965],
      ["Uploading", 0.005],
      ["UploadFail", 0.003],
      ["Transcoding", 0.007],
      ["TranscodeFail", 0.01],
      ["Blocked", 0.006],
      ["Checking", 0.004],
    ]);
    const neverTranscoded = transcodeMode(index) === "NoTranscode" && drawn.startsWith("Transcod");
    // SearchMedia knows fewer states for audio (vod-api.md §2.1).
    const unknownToAudio = kind(index) === "audio" && !drawn.startsWith("Upload");
    return neverTranscoded || unknownToAudio ? "Normal" : drawn;
  };
  const category = (index: number): CategoryNode | null => {
    if (u(index, 9) < 0.04) return null;
    return pick(u(index, 10), CATEGORIES);
  };
  const title = (index: number) => {
    const node = category(index);
    return titleOf(seed, index, node ? topOf(node.cateId) : index % 6);
  };
  const appId = (index: number) =>
    weighted(u(index, 11), [
      [APP.standard, 0.96],
      [APP.second, 0.024],
      [APP.readOnly, 0.011],
      [APP.hidden, 0.005],
    ]);
  const storageClass = (index: number) =>
    weighted(u(index, 12), [
      ["Standard", 0.792],
      ["IA", 0.08],
      ["Archive", 0.04],
      ["ColdArchive", 0.02],
      ["SourceIA", 0.035],
      ["SourceArchive", 0.017],
      ["SourceColdArchive", 0.008],
      ["Changing", 0.005],
      ["SourceChanging", 0.003],
    ]);
  const mezzanineStatus = (index: number) => {
    const asset = status(index);
    if (asset === "Uploading" || asset === "UploadFail") return asset;
    return u(index, 13) < 0.02 ? "Deleted" : "Normal";
  };
  const storageLocation = (index: number) =>
    u(index, 14) < 0.9
      ? "outin-3f5c1b7e90a24d68b1c7e2a4906d5f13.oss-cn-shanghai.aliyuncs.com"
      : "outin-a81d07c64b2f4e95a3f0d9c25e7b6410.oss-cn-shanghai.aliyuncs.com";
  const mediaSource = (index: number) =>
    weighted(u(index, 15), [
      ["general", 0.88],
      ["short_video", 0.05],
      ["editing", 0.03],
      ["live", 0.04],
    ]);
  const referenceId = (index: number) => (u(index, 16) < 0.07 ? referenceIdOf(seed, index) : null);
  const preprocessStatus = (index: number) => (u(index, 17) < 0.97 ? "UnPreprocess" : "PreprocessSucceed");
  const tags = (index: number) => tagsOf(seed, index);
  const description = (index: number) => (u(index, 18) < 0.3 ? `Master of ${title(index)}.` : null);

  const video = (index: number): SandboxVideo => {
    const node = category(index);
    const isAudio = kind(index) === "audio";
    const cover = 1 + Math.floor(u(index, 19) * COVERS);
    const videoId = id(index);
    const tier = storageClass(index);
    const restored = tier.endsWith("Archive") && u(index, 30) < 0.2;
    return {
      id: videoId,
      referenceId: referenceId(index),
      kind: kind(index),
      title: title(index),
      description: description(index),
      tags: tags(index),
      status: status(index),
      sizeBytes: sizeBytes(index),
      durationSeconds: durationSeconds(index),
      cateId: node?.cateId ?? null,
      cateName: node?.cateName ?? null,
      coverUrl: u(index, 31) < 0.03 ? null : `/sandbox/covers/${String(cover).padStart(2, "0")}.svg`,
      createdAt: createdAt(index),
      modifiedAt: modifiedAt(index),
      storageLocation: storageLocation(index),
      appId: appId(index),
      mediaSource: mediaSource(index),
      downloadSwitch: u(index, 32) < 0.5 ? "on" : "off",
      preprocessStatus: preprocessStatus(index),
      transcodeMode: transcodeMode(index),
      storageClass: tier,
      restoreStatus: restored ? "Success" : null,
      restoreExpiration: restored ? isoSeconds(LIBRARY_END + 30 * 86_400) : null,
      templateGroupId: "ca3a8f6e4957b65806709586d0e1a5c2",
      mezzanineStatus: mezzanineStatus(index),
      width: isAudio ? 0 : pick(u(index, 33), [1280, 1920, 1920, 3840]),
      height: isAudio ? 0 : pick(u(index, 33), [720, 1080, 1080, 2160]),
      fileName: `${videoId.slice(0, 12)}.${isAudio ? "wav" : pick(u(index, 34), ["mp4", "mov", "mxf"])}`,
      streams: streamsOf({
        seed,
        index,
        id: videoId,
        kind: kind(index),
        transcodeMode: transcodeMode(index),
        status: status(index),
        sizeBytes: sizeBytes(index),
      }),
    };
  };

  return {
    seed,
    id,
    kind,
    createdAt,
    modifiedAt,
    sizeBytes,
    durationSeconds,
    transcodeMode,
    status,
    category,
    title,
    appId,
    storageClass,
    mezzanineStatus,
    storageLocation,
    mediaSource,
    referenceId,
    preprocessStatus,
    tags,
    description,
    video,
    /** The index of a VideoId or -1; whether the library at hand is that long is the caller's business. */
    indexOf: (videoId: string) => indexOfVideoId(seed, videoId),
    /** The index of a custom id or -1. */
    indexOfReference: (reference: string) => {
      const index = indexOfReferenceId(seed, reference);
      return index >= 0 && referenceId(index) === reference ? index : -1;
    },
    /** The first `limit` untouched videos that satisfy the predicate, looking at `within` of them. */
    find: (predicate: (video: SandboxVideo) => boolean, limit: number, within = 25_000): SandboxVideo[] => {
      const found: SandboxVideo[] = [];
      for (let index = 0; index < within && found.length < limit; index++) {
        const candidate = video(index);
        if (predicate(candidate)) found.push(candidate);
      }
      return found;
    },
  };
}
