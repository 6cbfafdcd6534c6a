import type { Db } from "../db/types.ts";
import { forecastItem, outlivesSource } from "../deletion/forecast-item.ts";
import { type Protection, protect } from "../deletion/protection.ts";
import type { MediaInspection, Stream, VodClient } from "../vod/types.ts";
import { applyInspection } from "./observe.ts";
import { type CatalogVideo, getVideo } from "./queries.ts";
import { guardedBy, readProtection } from "./read-protection.ts";
import { type LiveLookView, toVideoRow, type VideoDetail } from "./views.ts";

/**
 * One video: what the catalog holds and a live look at source and streams, which the catalog learns from.
 * While VOD is out of reach, the catalog's part stands alone and says so.
 *
 * @returns null when the catalog does not hold the id
 */
export async function lookAtVideo(
  c: { db: Db; environmentId: string; vod: Pick<VodClient, "inspectVideos" | "playInfo"> },
  videoId: string,
): Promise<VideoDetail | null> {
  if ((await getVideo(c.db, c.environmentId, videoId)) === null) return null;
  const lookedAt = new Date();
  const [inspected, played] = await Promise.all([c.vod.inspectVideos([videoId]), c.vod.playInfo(videoId)]);
  const seen = inspected.kind === "answered" ? inspected.data[0] : undefined;
  if (seen) await applyInspection(c.db, c.environmentId, [seen], lookedAt);
  const video = await getVideo(c.db, c.environmentId, videoId);
  if (!video) return null;
  if (inspected.kind !== "answered") {
    const { code, requestId } = inspected;
    return detailOf(video, { kind: "unreachable", code, requestId });
  }
  const streams = played.kind === "answered" ? played.data : [];
  const protection = await readProtection(c.db, c.environmentId);
  return detailOf(video, liveView(video, seen ?? { found: "absent", videoId }, streams, protection));
}

function liveView(
  video: CatalogVideo,
  seen: MediaInspection,
  played: readonly Stream[],
  protection: Protection,
): LiveLookView {
  const streams = seen.found === "present" ? joined(seen.streams, played) : [];
  const look = seen.found === "present" ? { ...seen, streams } : seen;
  const { note, ...forecast } = protect(
    forecastItem(look, { transcodeMode: video.transcodeMode }),
    guardedBy(seen, video),
    protection,
  );
  return {
    kind: "looked",
    found: seen.found,
    source: seen.found === "present" ? seen.mezzanine : null,
    streams: streams.map((stream) => ({
      key: keyOf(stream),
      definition: stream.definition,
      format: stream.format,
      status: stream.status,
      sizeBytes: stream.sizeBytes,
      original: stream.original,
      survives: outlivesSource(stream),
    })),
    forecast,
    note,
  };
}

/** Both operations list streams, and either may leave some out; an original one counts wherever it is seen. */
function joined(inspected: readonly Stream[], played: readonly Stream[]): Stream[] {
  const known = new Set(inspected.map(keyOf));
  return [...inspected, ...played.filter((stream) => !known.has(keyOf(stream)))];
}

function keyOf(stream: Stream): string {
  return stream.jobId ?? `${stream.definition}/${stream.format}/${stream.specification}`;
}

function detailOf(video: CatalogVideo, live: LiveLookView): VideoDetail {
  return {
    video: toVideoRow(video),
    description: video.description,
    tags: video.tags,
    modifiedAt: video.modifiedAt?.toISOString() ?? null,
    storageLocation: video.storageLocation,
    appId: video.appId,
    restoreStatus: video.restoreStatus,
    observedAt: video.observedAt.toISOString(),
    mezzanineCheckedAt: video.mezzanineCheckedAt?.toISOString() ?? null,
    vanishedAt: video.vanishedAt?.toISOString() ?? null,
    live,
  };
}
