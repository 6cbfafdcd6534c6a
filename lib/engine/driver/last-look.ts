import { and, eq, inArray } from "drizzle-orm";
import { applyInspection } from "../../catalog/observe.ts";
import { videos } from "../../db/schema.ts";
import { forecastItem } from "../../deletion/forecast-item.ts";
import { groupOf } from "../../deletion/group-of.ts";
import type { Group, NotSentReason } from "../../deletion/types.ts";
import type { MediaInspection } from "../../vod/types.ts";
import { setOutcomes } from "../set-outcomes.ts";
import { type ClaimedBatch, type ClaimedItem, type ReadyBatch, setBatch, writeAttempt } from "./claim.ts";
import { type Drive, fenced } from "./context.ts";
import { storeReads } from "./store-reads.ts";

/** How long a batch waits whose last look could not be had. */
const AGAIN_MS = 2_000;

/** From harmless to grave. What moved up since a person agreed is not what was agreed to. */
const GRAVITY: Partial<Record<Group, number>> = {
  removable: 0,
  "loses-original": 1,
  "last-copy": 2,
  "becomes-unplayable": 3,
};

/**
 * One more live look right before the call (promise 4): items that got worse than what was agreed to,
 * changed their size, became busy, protected or unreadable end as *not sent*. The rest is ready to go.
 *
 * @returns null when nothing is left to send, or when the look must be taken again later
 */
export async function lastLook(d: Drive, batch: ClaimedBatch): Promise<ReadyBatch | null> {
  const startedAt = new Date();
  const ids = batch.items.map((i) => i.videoId);
  const result = await d.c.vod.inspectVideos(ids);
  if (result.kind !== "answered") {
    if (result.kind === "refused" && result.throttled) await d.c.quota.slowDown("BatchGetMediaInfos");
    await fenced(d, (tx) => setBatch(tx, d, batch.no, "pending", AGAIN_MS));
    return null;
  }
  await applyInspection(d.c.db, d.environmentId, result.data, startedAt);
  const modes = new Map(
    (
      await d.c.db
        .select({ videoId: videos.videoId, transcodeMode: videos.transcodeMode })
        .from(videos)
        .where(and(eq(videos.environmentId, d.environmentId), inArray(videos.videoId, ids)))
    ).map((v) => [v.videoId, v.transcodeMode]),
  );
  const judged = batch.items.map((item, i) => ({
    item,
    stop: whyNot(item, result.data[i], modes.get(item.videoId) ?? null),
  }));
  return await fenced(d, async (tx, { state }) => {
    await storeReads(tx, d, "look", startedAt, result, [{ batchNo: batch.no, videoIds: ids }], result.data);
    if (state !== "running") {
      await setBatch(tx, d, batch.no, "pending");
      return null;
    }
    await setOutcomes(
      tx,
      { id: d.id, environmentId: d.environmentId },
      "look",
      judged.flatMap(({ item, stop }) =>
        stop ? [{ seq: item.seq, from: "pending" as const, to: "not-sent" as const, ...stop }] : [],
      ),
    );
    const items = judged.filter((j) => !j.stop).map((j) => j.item);
    if (items.length === 0) {
      await setBatch(tx, d, batch.no, "answered");
      return null;
    }
    return await writeAttempt(tx, d, { ...batch, items });
  });
}

type Stop = { reason: NotSentReason; code: string | null };

function whyNot(
  item: ClaimedItem,
  seen: MediaInspection | undefined,
  transcodeMode: string | null,
): Stop | null {
  if (!seen) return { reason: "unchecked", code: "not-in-answer" };
  const forecast = forecastItem(seen, { transcodeMode });
  const group = groupOf(forecast);
  if (group === "gone") return { reason: "already-gone", code: null };
  if (forecast.state !== "deletable") {
    return { reason: forecast.state === "gone" ? "already-gone" : forecast.state, code: forecast.note };
  }
  const sizeBytes = seen.found === "present" ? (seen.mezzanine?.sizeBytes ?? null) : null;
  if (item.sizeBytes !== null && sizeBytes !== null && item.sizeBytes !== sizeBytes) {
    return { reason: "changed", code: "size" };
  }
  if ((GRAVITY[group] ?? 9) > (GRAVITY[item.group] ?? 0)) return { reason: "changed", code: group };
  return null;
}
