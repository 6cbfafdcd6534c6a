import { attempts } from "../../db/schema.ts";
import type { Tx } from "../../db/types.ts";
import type { MediaInspection, MezzanineState, VodResult } from "../../vod/types.ts";
import type { Drive } from "./context.ts";

type Seen = readonly (MediaInspection | ({ videoId: string } & MezzanineState))[];

/**
 * Keeps a read as evidence: a row per batch whose ids were asked about, with the part of the answer that
 * speaks of those ids. (A whole answer holds stream lists that say nothing about the source; of a million
 * ids they would fill the disk.)
 */
export async function storeReads(
  tx: Tx,
  d: Drive,
  kind: "look" | "readback",
  startedAt: Date,
  result: VodResult<unknown>,
  parts: readonly { batchNo: number | null; videoIds: string[] }[],
  seen: Seen,
  operation = "BatchGetMediaInfos",
): Promise<void> {
  if (parts.length === 0) return;
  await tx.insert(attempts).values(
    parts.map(({ batchNo, videoIds }) => ({
      environmentId: d.environmentId,
      deletionId: d.id,
      batchNo,
      kind,
      operation,
      videoIds,
      token: d.token,
      startedAt,
      endedAt: new Date(),
      result: result.kind,
      trusted: null,
      requestId: result.requestId,
      httpStatus: result.httpStatus,
      code: result.kind === "answered" ? null : result.code,
      message: result.kind === "answered" ? null : result.message,
      body: result.kind === "answered" ? excerpt(seen, new Set(videoIds)) : result.body,
    })),
  );
}

function excerpt(seen: Seen, ids: ReadonlySet<string>): string {
  return JSON.stringify(
    seen
      .filter((s) => ids.has(s.videoId))
      .map((s) => {
        if ("state" in s) return s;
        if (s.found !== "present") return { videoId: s.videoId, found: s.found };
        return { videoId: s.videoId, status: s.status, mezzanine: s.mezzanine };
      }),
  );
}
