import { APP } from "./library.ts";
import type { SandboxVideo } from "./video.ts";

const BUSY_STATUS = new Set(["Uploading", "Transcoding"]);
const BUSY_STORAGE = new Set(["Changing", "SourceChanging"]);

/** Being uploaded, transcoded or moved between storage classes. */
export function isBusy(video: SandboxVideo): boolean {
  return BUSY_STATUS.has(video.status) || BUSY_STORAGE.has(video.storageClass);
}

/** The source serves as a stream, so that it needs Force (vod-api.md §1.3). */
export function isProtected(video: SandboxVideo): boolean {
  return video.transcodeMode !== "FastTranscode" || video.streams.some((stream) => stream.original);
}

/** Something still plays once the source is gone. */
export function survives(video: SandboxVideo): boolean {
  return video.streams.some((s) => !s.original && s.status === "Normal" && s.sizeBytes > 0);
}

/** An existing source in an ordinary application that nothing else keeps from being deleted. */
function isFree(video: SandboxVideo): boolean {
  return (
    video.mezzanineStatus === "Normal" &&
    !isBusy(video) &&
    video.status === "Normal" &&
    (video.appId === APP.standard || video.appId === APP.second)
  );
}

/** Videos that tests and demonstrations look for, by what a deletion would do to them. */
export const KINDS = {
  /** Deleted without Force; streams remain. */
  removable: (v: SandboxVideo) => isFree(v) && !isProtected(v) && survives(v),
  /** Needs Force; nothing plays afterwards. */
  "no-transcode": (v: SandboxVideo) => isFree(v) && v.transcodeMode === "NoTranscode",
  /** Needs Force; streams remain. */
  async: (v: SandboxVideo) => isFree(v) && v.transcodeMode === "AsyncTranscode" && survives(v),
  /** No Force needed, and yet nothing plays afterwards. */
  "last-copy": (v: SandboxVideo) => isFree(v) && !isProtected(v) && !survives(v),
  busy: (v: SandboxVideo) => isBusy(v) && v.mezzanineStatus !== "Deleted" && v.appId === APP.standard,
  /** May not even be read. */
  forbidden: (v: SandboxVideo) => v.appId === APP.hidden && v.mezzanineStatus === "Normal" && !isBusy(v),
  /** May be read, not changed; not even with Force. */
  "no-write": (v: SandboxVideo) => v.appId === APP.readOnly && v.mezzanineStatus === "Normal" && !isBusy(v),
  /** The source has been deleted. */
  gone: (v: SandboxVideo) => v.mezzanineStatus === "Deleted" && v.appId === APP.standard,
  audio: (v: SandboxVideo) => isFree(v) && v.kind === "audio" && !isProtected(v) && survives(v),
  /** A transcode labelled OD: removable without Force, although a stream is called OD. */
  "od-trap": (v: SandboxVideo) =>
    isFree(v) && !isProtected(v) && survives(v) && v.streams.some((s) => s.definition === "OD"),
  /** A superseded duplicate is in the list of streams. */
  invisible: (v: SandboxVideo) => isFree(v) && v.streams.some((s) => s.status === "Invisible"),
  /** Has a custom id. */
  reference: (v: SandboxVideo) => isFree(v) && !isProtected(v) && survives(v) && v.referenceId !== null,
} satisfies Record<string, (video: SandboxVideo) => boolean>;

export type Kind = keyof typeof KINDS;

export function isKind(name: string): name is Kind {
  return Object.hasOwn(KINDS, name);
}
