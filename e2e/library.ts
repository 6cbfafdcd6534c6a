import { APP } from "../lib/vod/sandbox/library.ts";
import { originalStream } from "../lib/vod/sandbox/streams.ts";
import type { SandboxStream, SandboxVideo } from "../lib/vod/sandbox/video.ts";
import type { Sandbox } from "./sandbox.ts";

const GB = 1_000_000_000;

/** What a deletion would do to a video; the names are those of the forecast, or of what VOD will answer. */
export type Kind =
  | "removable"
  | "loses-original"
  | "becomes-unplayable"
  | "last-copy"
  /** May be read but not changed: VOD answers UnRemoveable, and no forecast can know. */
  | "unremovable"
  /** May not even be looked at. */
  | "forbidden";

/**
 * Adds videos of one test to the library. Their titles begin with `prefix`, so that a search for it finds
 * these and no others, and say their kind.
 */
export async function addVideos(
  sandbox: Sandbox,
  prefix: string,
  amounts: Partial<Record<Kind, number>>,
): Promise<Record<Kind, SandboxVideo[]>> {
  const added: Record<Kind, SandboxVideo[]> = {
    removable: [],
    "loses-original": [],
    "becomes-unplayable": [],
    "last-copy": [],
    unremovable: [],
    forbidden: [],
  };
  for (const kind of Object.keys(added) as Kind[]) {
    const amount = amounts[kind] ?? 0;
    const videos = Array.from({ length: amount }, (_, k) =>
      videoOf(kind, `${prefix} ${kind} ${String(k + 1).padStart(3, "0")}`),
    );
    if (videos.length > 0) added[kind] = await sandbox.addVideos(videos);
  }
  return added;
}

function videoOf(kind: Kind, title: string) {
  const sizeBytes = 2 * GB;
  const common = {
    title,
    sizeBytes,
    status: "Normal",
    kind: "video" as const,
    storageClass: "Standard",
    appId: APP.standard,
  };
  const original = originalStream("0".repeat(32), sizeBytes, "video");
  switch (kind) {
    case "removable":
      return { ...common, streams: [STREAM] };
    case "loses-original":
      return { ...common, transcodeMode: "AsyncTranscode", streams: [original, STREAM] };
    case "becomes-unplayable":
      return { ...common, transcodeMode: "NoTranscode", streams: [original] };
    case "last-copy":
      return { ...common, streams: [] };
    case "unremovable":
      return { ...common, appId: APP.readOnly, streams: [STREAM] };
    case "forbidden":
      return { ...common, appId: APP.hidden, streams: [STREAM] };
    default:
      return kind satisfies never;
  }
}

const STREAM: SandboxStream = {
  jobId: "5".repeat(32),
  definition: "HD",
  format: "mp4",
  status: "Normal",
  sizeBytes: GB / 2,
  width: 1280,
  height: 720,
  specification: "H264.HD",
  original: false,
};
