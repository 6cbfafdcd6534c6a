import { and, eq, inArray } from "drizzle-orm";
import { applyInspection } from "../../catalog/observe.ts";
import { videos } from "../../db/schema.ts";
import { forecastItem, type NotedForecast } from "../../deletion/forecast-item.ts";
import { liesWith } from "../../deletion/obstacle.ts";
import { log } from "../../log.ts";
import { videoIdIn } from "../../vod/match.ts";
import type { Caller, MediaInspection, Refused, TranscodeMode } from "../../vod/types.ts";
import { type Drive, pauseFor } from "./context.ts";
import type { Asks } from "./keep-calling.ts";
import type { LostRead } from "./obstruction.ts";

const RETRY_MS = [500, 1000, 2000, 4000, 8000, 15_000];

export type Unlooked = { seq: number; videoId: string };
export type Looked = Unlooked & { forecast: NotedForecast; sizeBytes: number | null; title: string | null };

/** Whether VOD is there at all, and what goes with each call. */
type By = { isThere: () => Promise<boolean>; asks: Asks };

export type LookAnswer =
  | { kind: "looked"; items: Looked[] }
  | Refused
  | { kind: "obstructed"; by: LostRead }
  | { kind: "stopped" };

/**
 * One live look at up to 20 ids. Reads are simply retried; what no retry can read is *unchecked*, since a
 * forecast that guesses would be worse than none. A refusal that no retry can mend goes to the caller, and so
 * does what lies with none of the ids.
 */
export async function lookAhead(d: Drive, items: Unlooked[], by: By): Promise<LookAnswer> {
  const ids = items.map((i) => i.videoId);
  for (let tries = 0; !d.signal.aborted; tries++) {
    const startedAt = new Date();
    const result = await d.c.vod.inspectVideos(ids, callerOf(d, by));
    if (result.kind === "answered") {
      const modes = await transcodeModes(d, ids, by);
      await applyInspection(d.c.db, d.environmentId, result.data, startedAt);
      return { kind: "looked", items: items.map((item, i) => looked(item, result.data[i], modes)) };
    }
    if (result.kind === "refused" && result.fatal) return result;
    const whose = liesWith(result);
    if (whose === "everybody" || (whose === "open" && !(await by.isThere()))) {
      return { kind: "obstructed", by: result };
    }
    const waitMs = RETRY_MS[tries];
    if (waitMs === undefined) {
      log.warn(
        { deletion: d.id, code: result.code },
        "a live look failed to the end; its items stay unchecked",
      );
      if (items.length > 1) return await lookOneByOne(d, items, by);
      return { kind: "looked", items: items.map((item) => unchecked(item, result.code)) };
    }
    // One id that makes the whole call fail must not leave the other nineteen unchecked.
    if (whose === "ids" && items.length > 1 && tries >= 1) return await lookOneByOne(d, items, by);
    await pauseFor(d, waitMs);
  }
  return { kind: "stopped" };
}

async function lookOneByOne(d: Drive, items: Unlooked[], by: By): Promise<LookAnswer> {
  const all: Looked[] = [];
  for (const item of items) {
    const answer = await lookAhead(d, [item], by);
    if (answer.kind !== "looked") return answer;
    all.push(...answer.items);
  }
  return { kind: "looked", items: all };
}

function looked(
  item: Unlooked,
  seen: MediaInspection | undefined,
  modes: Map<string, TranscodeMode | null>,
): Looked {
  if (!seen) return unchecked(item, "not-in-answer");
  const known = modes.has(item.videoId) ? { transcodeMode: modes.get(item.videoId) ?? null } : null;
  const present = seen.found === "present" ? seen : null;
  return {
    ...item,
    forecast: forecastItem(seen, known),
    sizeBytes: present?.mezzanine?.sizeBytes ?? null,
    title: present?.title ?? null,
  };
}

function callerOf(d: Drive, { asks }: By): Caller {
  return { priority: "forecast", onBehalfOf: d.id, ...asks };
}

function unchecked(item: Unlooked, code: string): Looked {
  return { ...item, forecast: { state: "unchecked", note: code }, sizeBytes: null, title: null };
}

/**
 * The transcode mode is not part of the live look (vod-api.md §2.6), and it never changes after the upload:
 * the catalog's word is good. Ids that the catalog does not know are looked up in VOD's search.
 */
async function transcodeModes(d: Drive, ids: string[], by: By): Promise<Map<string, TranscodeMode | null>> {
  const known = await d.c.db
    .select({ videoId: videos.videoId, mode: videos.transcodeMode })
    .from(videos)
    .where(and(eq(videos.environmentId, d.environmentId), inArray(videos.videoId, ids)));
  const modes = new Map(known.map((v) => [v.videoId, v.mode]));
  const strangers = ids.filter((id) => !modes.has(id));
  if (strangers.length > 0) {
    const request = { kind: "video", match: videoIdIn(strangers), pageNo: 1, pageSize: 100 } as const;
    const found = await d.c.vod.searchVideos(request, callerOf(d, by));
    if (found.kind === "answered") for (const m of found.data.media) modes.set(m.videoId, m.transcodeMode);
  }
  return modes;
}
