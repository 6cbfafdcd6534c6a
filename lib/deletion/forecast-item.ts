import type { Forecast, Survives } from "./types.ts";

/** The live look at one asset, as far as a forecast needs it (vod-api.md §2.6, §2.7). */
export type LiveLook =
  | {
      found: "present";
      /** Asset status (§2.13). */
      status: string | null;
      storageClass: string | null;
      mezzanine: { status: string | null } | null;
      streams: readonly LookStream[];
    }
  | { found: "missing" | "forbidden" | "absent" };

export type LookStream = {
  status: string | null;
  sizeBytes: number | null;
  /** The source itself played back (§1.7); a Definition of OD alone proves nothing. */
  original: boolean;
};

/** What the catalog knows of an asset; the transcode mode is not part of the live look (§1.3). */
export type CatalogKnowledge = { transcodeMode: string | null };

/** A forecast with the short fact behind it: one of VOD's own words, or a code of ours in kebab case. */
export type NotedForecast = Forecast & { note: string | null };

const SETTLED_ASSET_STATUSES = new Set([
  "UploadSucc",
  "UploadFail",
  "TranscodeFail",
  "Checking",
  "Blocked",
  "Normal",
  "ProduceFail",
]);
const BUSY_ASSET_STATUSES = new Set(["Uploading", "Transcoding"]);
const BUSY_STORAGE_CLASSES = new Set(["Changing", "SourceChanging"]);
const FORCE_MODES = new Set(["NoTranscode", "AsyncTranscode"]);
const PLAIN_STORAGE_CLASS = "Standard";

/**
 * Says what we expect of one item (design §7), from a live look and what the catalog knows.
 *
 * It leans to the safe side. Only a source that is explicitly `Normal`, in an asset whose status is known
 * and at rest, is deletable. Every status never seen before is `unchecked`, and so is a source whose
 * upload failed: whether a file lies there is not documented, so neither *gone* nor *deletable* would be
 * true.
 *
 * Where the transcode mode is unknown and no original stream is seen, Force cannot be proven to be needed.
 * Such an item is forecast without it: a call without Force is refused by VOD where it would have been
 * needed (vod-api.md §1.3), so the mistake costs an *unremovable*, never a source.
 *
 * `protected` is never returned from here; protection rules come on top (protection.ts).
 */
export function forecastItem(look: LiveLook, known: CatalogKnowledge | null): NotedForecast {
  if (look.found !== "present") {
    return look.found === "absent"
      ? { state: "unchecked", note: "not-in-answer" }
      : { state: look.found, note: null };
  }

  const source = look.mezzanine?.status ?? null;
  if (source === "Deleted") return { state: "gone", note: null };

  const busyWith = busyNote(look, source);
  if (busyWith !== null) return { state: "busy", note: busyWith };

  if (look.mezzanine === null) return { state: "unchecked", note: "no-mezzanine-info" };
  if (source !== "Normal") return { state: "unchecked", note: source ?? "no-mezzanine-status" };
  if (look.status === null || !SETTLED_ASSET_STATUSES.has(look.status)) {
    return { state: "unchecked", note: look.status ?? "no-status" };
  }

  const mode = known?.transcodeMode ?? null;
  const survives = whatSurvives(look.streams);
  if (mode !== null && FORCE_MODES.has(mode)) {
    return { state: "deletable", needsForce: true, survives, note: mode };
  }
  if (look.streams.some((stream) => stream.original)) {
    return { state: "deletable", needsForce: true, survives, note: "original-stream" };
  }
  if (survives === "nothing") {
    return { state: "deletable", needsForce: false, survives, note: lastCopyNote(look.status) };
  }
  return { state: "deletable", needsForce: false, survives, note: storageNote(look.storageClass) };
}

/**
 * Whether a stream plays on without the source: not the original, `Normal` (so not `Invisible`, which is a
 * superseded duplicate), and not empty. A stream of unknown size counts as empty.
 */
export function outlivesSource(stream: LookStream): boolean {
  return !stream.original && stream.status === "Normal" && (stream.sizeBytes ?? 0) > 0;
}

function whatSurvives(streams: readonly LookStream[]): Survives {
  return streams.some(outlivesSource) ? "streams" : "nothing";
}

function busyNote(look: Extract<LiveLook, { found: "present" }>, source: string | null): string | null {
  if (look.status !== null && BUSY_ASSET_STATUSES.has(look.status)) return look.status;
  if (look.storageClass !== null && BUSY_STORAGE_CLASSES.has(look.storageClass)) return look.storageClass;
  return source === "Uploading" ? source : null;
}

function lastCopyNote(status: string): string {
  return status === "Normal" ? "no-stream" : status;
}

function storageNote(storageClass: string | null): string | null {
  return storageClass === PLAIN_STORAGE_CLASS ? null : storageClass;
}
