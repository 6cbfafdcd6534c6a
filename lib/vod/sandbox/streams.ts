import { unit } from "./random.ts";
import type { SandboxStream } from "./video.ts";
import { jobIdOf } from "./video-ids.ts";

export type StreamPlan = {
  seed: number;
  index: number;
  id: string;
  kind: "video" | "audio";
  transcodeMode: string;
  status: string;
  sizeBytes: number;
};

const LADDER = [
  ["LD", 640, 360, 0.1],
  ["SD", 848, 480, 0.18],
  ["HD", 1280, 720, 0.34],
  ["FHD", 1920, 1080, 0.6],
] as const;

/** The source played back as it is: JobId = VideoId + "02", Specification "Original" (vod-api.md §1.7). */
export function originalStream(id: string, sizeBytes: number, kind: "video" | "audio"): SandboxStream {
  return {
    jobId: `${id}02`,
    definition: "OD",
    format: kind === "audio" ? "mp3" : "mp4",
    status: "Normal",
    sizeBytes,
    width: kind === "audio" ? 0 : 1920,
    height: kind === "audio" ? 0 : 1080,
    specification: "Original",
    original: true,
  };
}

function transcoded(plan: StreamPlan): SandboxStream[] {
  const { seed, index, sizeBytes } = plan;
  const format = unit(seed, index, 61) < 0.6 ? "m3u8" : "mp4";
  if (plan.kind === "audio") {
    return ["SQ", "HQ"].slice(0, 1 + Math.floor(unit(seed, index, 62) * 2)).map((definition, k) => ({
      jobId: jobIdOf(seed, index, k),
      definition,
      format: "mp3",
      status: "Normal",
      sizeBytes: Math.max(1, Math.round(sizeBytes * (0.2 + 0.2 * k))),
      width: 0,
      height: 0,
      specification: `Audio.${definition}`,
      original: false,
    }));
  }
  const rungs = 1 + Math.floor(unit(seed, index, 62) * LADDER.length);
  const streams = LADDER.slice(0, rungs).map(
    ([definition, width, height, share], k): SandboxStream => ({
      jobId: jobIdOf(seed, index, k),
      definition,
      format,
      status: "Normal",
      sizeBytes: Math.max(1, Math.round(sizeBytes * share)),
      width,
      height,
      specification: `H264.${definition}`,
      original: false,
    }),
  );
  const first = streams[0];
  // A second run of the same template leaves the older stream behind as Invisible (§2.7).
  if (first && unit(seed, index, 63) < 0.05) {
    streams.push({ ...first, jobId: jobIdOf(seed, index, 8), status: "Invisible" });
  }
  return streams;
}

/** What plays of one video while its source exists. */
export function streamsOf(plan: StreamPlan): SandboxStream[] {
  const { seed, index } = plan;
  if (plan.status === "Uploading") {
    // An unfinished upload already lists an original stream of size 0 (§1.7, REAL-7).
    return plan.transcodeMode === "NoTranscode" ? [originalStream(plan.id, 0, plan.kind)] : [];
  }
  if (plan.status === "UploadFail") return [];
  const original = originalStream(plan.id, plan.sizeBytes, plan.kind);
  if (plan.transcodeMode === "NoTranscode") return [original];
  const u = unit(seed, index, 60);
  const unfinished = plan.status === "Transcoding" || plan.status === "TranscodeFail";
  if (plan.transcodeMode === "AsyncTranscode") {
    return unfinished || u < 0.1 ? [original] : [original, ...transcoded(plan)];
  }
  if (unfinished || u < 0.008) return [];
  const streams = transcoded(plan);
  if (u < 0.011) return streams.map((stream) => ({ ...stream, status: "Invisible" }));
  // A transcode whose template is labelled OD: not the original, however it is named (§1.7, REAL-6).
  if (u < 0.03 && plan.kind === "video") {
    streams.push({
      ...original,
      jobId: jobIdOf(seed, index, 9),
      sizeBytes: Math.max(1, Math.round(plan.sizeBytes * 0.8)),
      specification: "H264.OD",
      original: false,
    });
  }
  return streams;
}
