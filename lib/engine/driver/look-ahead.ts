import { and, eq, inArray } from "drizzle-orm";
import type { Sighting } from "../../catalog/observe.ts";
import { guardedBy, readProtection } from "../../catalog/read-protection.ts";
import { videos } from "../../db/schema.ts";
import { forecastItem, type NotedForecast } from "../../deletion/forecast-item.ts";
import { liesWith } from "../../deletion/obstacle.ts";
import { type Protection, protect } from "../../deletion/protection.ts";
import { log } from "../../log.ts";
import { idKey } from "../../vod/ids.ts";
import { videoIdIn } from "../../vod/match.ts";
import type { Caller, MediaInspection, Refused, TranscodeMode } from "../../vod/types.ts";
import { type Drive, pauseFor } from "./context.ts";
import type { Asks } from "./keep-calling.ts";
import type { LostRead } from "./obstruction.ts";
import type { Shared } from "./share.ts";

const RETRY_MS = [500, 1000, 2000, 4000, 8000, 15_000];

export type Unlooked = { seq: number; videoId: string };
export type Looked = Unlooked & { forecast: NotedForecast; sizeBytes: number | null; title: string | null };

/** Whether VOD is there at all, where what was seen goes, and what goes with each call. */
type By = { isThere: () => Promise<boolean>; observe: Shared<Sighting, void>; asks: Asks };

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
      const known = await catalogKnowledge(d, ids, by);
      await by.observe({ inspections: result.data, observedAt: startedAt });
      const protection = await readProtection(d.c.db, d.environmentId);
      return {
        kind: "looked",
        items: items.map((item, i) => looked(item, result.data[i], known, protection)),
      };
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
  knowledge: Map<string, Known>,
  protection: Protection,
): Looked {
  if (!seen) return unchecked(item, "not-in-answer");
  const known = knowledge.get(item.videoId);
  const present = seen.found === "present" ? seen : null;
  return {
    ...item,
    forecast: protect(forecastItem(seen, known ?? null), guardedBy(seen, known), protection),
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

/** What a live look may leave out. */
type Known = { transcodeMode: TranscodeMode | null; cateId: number | null; tags: string | null };

/**
 * The transcode mode is not part of the live look (vod-api.md §2.6), and it never changes after the upload:
 * the catalog's word is good. Ids that the catalog does not know are looked up in VOD's search.
 */
async function catalogKnowledge(d: Drive, ids: string[], by: By): Promise<Map<string, Known>> {
  const held = await d.c.db
    .select({
      videoId: videos.videoId,
      transcodeMode: videos.transcodeMode,
      cateId: videos.cateId,
      tags: videos.tags,
    })
    .from(videos)
    .where(and(eq(videos.environmentId, d.environmentId), inArray(videos.videoId, ids)));
  const known = new Map<string, Known>(held.map((v) => [v.videoId, v]));
  const strangers = ids.filter((id) => !known.has(id));
  if (strangers.length > 0) {
    const request = { kind: "video", match: videoIdIn(strangers), pageNo: 1, pageSize: 100 } as const;
    const found = await d.c.vod.searchVideos(request, callerOf(d, by));
    if (found.kind === "answered") for (const m of found.data.media) known.set(idKey(m.videoId), m);
  }
  return known;
}
