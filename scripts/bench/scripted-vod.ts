import { setTimeout as wait } from "node:timers/promises";
import type { Answered, MediaInspection, VodClient } from "../../lib/vod/types.ts";

/**
 * A VOD inside the process that accepts everything: the engine with nothing upstream.
 *
 * @param options.sources what a look finds: `present`, `gone`, or present until the first deletion and gone
 *   from then on, which is enough for a run whose looks come before it and whose read-backs after it
 * @param options.latencyMs how long every answer takes; 0 answers at once
 */
export function scriptedVod(options: {
  sources: "present" | "gone" | "gone-once-deleting";
  latencyMs?: number;
  onInspect?: () => void;
  onDelete?: (count: number) => void;
}) {
  const seen = { deletes: 0, inspections: 0, firstAt: 0, lastAt: 0 };
  const isGone = () =>
    options.sources === "gone" || (options.sources === "gone-once-deleting" && seen.deletes > 0);
  const answer = async <T>(data: T): Promise<Answered<T>> => {
    if (options.latencyMs) await wait(options.latencyMs);
    return { kind: "answered", data, requestId: "00000000-BENCH", httpStatus: 200, body: "{}" };
  };
  const inspection = (videoId: string): MediaInspection => ({
    found: "present",
    videoId,
    title: null,
    status: "Normal",
    storageClass: "Standard",
    cateId: null,
    tags: null,
    mezzanine: { status: isGone() ? "Deleted" : "Normal", sizeBytes: 1_000_000 },
    streams: [
      {
        jobId: null,
        definition: "HD",
        format: "mp4",
        status: "Normal",
        sizeBytes: 400_000,
        specification: null,
        original: false,
      },
    ],
  });
  const vod: VodClient = {
    deleteMezzanines: (ids) => {
      seen.deletes += 1;
      seen.firstAt ||= performance.now();
      seen.lastAt = performance.now();
      options.onDelete?.(seen.deletes);
      return answer({ accepted: [...ids], nonExist: [], unRemoveable: [], trusted: true });
    },
    inspectVideos: (ids) => {
      seen.inspections += 1;
      options.onInspect?.();
      return answer(ids.map(inspection));
    },
    lookUpReferences: (ids) => answer(ids.map((referenceId) => ({ found: "missing", referenceId }))),
    mezzanine: () => answer({ state: "gone", via: "Deleted" }),
    playInfo: () => answer([]),
    searchVideos: () => answer({ media: [], total: 0, scrollToken: null }),
    categories: () => answer([]),
    callerIdentity: () =>
      answer({ accountId: "1029384756102938", arn: "acs:ram::1029384756102938:user/bench" }),
  };
  return { vod, seen };
}
