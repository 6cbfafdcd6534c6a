import { sql } from "drizzle-orm";
import type { Executor } from "../db/types.ts";
import type { MediaInspection } from "../vod/types.ts";
import type { CatalogMezzanineState } from "./filter.ts";

type Present = Extract<MediaInspection, { found: "present" }>;

/** What one live look saw, and a moment no later than VOD's answer. */
export type Sighting = { inspections: readonly MediaInspection[]; observedAt: Date };

/** `applyInspections` for one look. */
export async function applyInspection(
  db: Executor,
  environmentId: string,
  inspections: readonly MediaInspection[],
  observedAt: Date,
  options: { ofPass?: boolean } = {},
): Promise<void> {
  await applyInspections(db, environmentId, [{ inspections, observedAt }], options);
}

/**
 * Writes what live looks saw into the catalog: state and size of the source, status, and that a video does
 * not exist any more. Ids the catalog does not hold are passed over; *forbidden* and *absent* say nothing, but
 * that it was looked. Of several looks at a video the last one that says anything counts.
 *
 * An older look never overwrites a newer one. What only live looks know (the source) is compared with the last
 * look, the rest with the last observation of any kind.
 *
 * When it was looked is noted of the first look, and of those that a pass over all sources makes: that is what such
 * a pass goes by, and an index holds it, which looks for a deletion need not write.
 */
export async function applyInspections(
  db: Executor,
  environmentId: string,
  sightings: readonly Sighting[],
  { ofPass = false } = {},
): Promise<void> {
  const inOrder = sightings.toSorted((one, other) => Number(one.observedAt) - Number(other.observedAt));
  const lastOfEach = new Map<string, ReturnType<typeof rowOf>>();
  for (const { inspections, observedAt } of inOrder) {
    for (const seen of inspections) {
      const row = rowOf(seen, observedAt);
      if (!row.silent || !lastOfEach.has(row.id)) lastOfEach.set(row.id, row);
    }
  }
  const rows = [...lastOfEach.values()];
  if (rows.length === 0) return;
  // An array of known length: a join with what the JSON may hold was planned as a walk through all videos.
  const ids = sql`array(select jsonb_array_elements_text(${JSON.stringify(rows.map((row) => row.id))}::jsonb))`;
  // The rows are locked in the order of their ids, as the sync does, so that the two never wait in a circle.
  await db.execute(sql`
    with seen as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(
        id text, at timestamptz, missing boolean, silent boolean, title text, status text, storage_class text, cate_id int8, tags text,
        mezzanine text, size int8)
    ), held as (
      select v.video_id from videos v
      where v.environment_id = ${environmentId} and v.video_id = any(${ids})
      order by v.video_id for update
    )
    update videos v set
      title = case when s.at >= v.observed_at then coalesce(s.title, v.title) else v.title end,
      status = case when s.at >= v.observed_at then coalesce(s.status, v.status) else v.status end,
      storage_class =
        case when s.at >= v.observed_at then coalesce(s.storage_class, v.storage_class) else v.storage_class end,
      cate_id = case when s.at >= v.observed_at then coalesce(s.cate_id, v.cate_id) else v.cate_id end,
      tags = case when s.at >= v.observed_at then coalesce(s.tags, v.tags) else v.tags end,
      vanished_at = case
        when s.missing and s.at >= v.observed_at then coalesce(v.vanished_at, s.at)
        when not s.missing and not s.silent and s.at >= coalesce(v.vanished_at, s.at) then null
        else v.vanished_at end,
      mezzanine_state = case
        when s.mezzanine is not null and s.at >= coalesce(v.mezzanine_checked_at, s.at) then s.mezzanine
        else v.mezzanine_state end,
      size_bytes = case
        when s.size is not null and s.at >= coalesce(v.mezzanine_checked_at, s.at) then s.size
        else v.size_bytes end,
      mezzanine_checked_at = case
        when s.mezzanine is not null then greatest(v.mezzanine_checked_at, s.at)
        else v.mezzanine_checked_at end,
      looked_at = ${ofPass ? sql`greatest(v.looked_at, s.at)` : sql`coalesce(v.looked_at, s.at)`},
      observed_at = case when s.silent then v.observed_at else greatest(v.observed_at, s.at) end
    from seen s join held on held.video_id = s.id
    where v.environment_id = ${environmentId} and v.video_id = any(${ids}) and v.video_id = s.id
  `);
}

function rowOf(seen: MediaInspection, at: Date) {
  const row = { id: seen.videoId, at, missing: seen.found === "missing", silent: seen.found !== "missing" };
  return seen.found === "present" ? { ...row, ...presentRow(seen) } : row;
}

function presentRow(seen: Present) {
  const mezzanine = sourceState(seen);
  return {
    silent: false,
    title: seen.title,
    status: seen.status,
    storage_class: seen.storageClass,
    cate_id: seen.cateId,
    tags: seen.tags,
    mezzanine,
    // The size of a source that is gone is what it was: that is what was reclaimed.
    size: mezzanine === "gone" ? null : (seen.mezzanine?.sizeBytes ?? null),
  };
}

/** null where the look proves nothing about the source (vod-api.md §2.5, §2.6). */
function sourceState(seen: Present): CatalogMezzanineState | null {
  const status = seen.mezzanine?.status ?? null;
  if (status === "Deleted") return "gone";
  if (status === "Uploading" || seen.status === "Uploading" || seen.status === "Transcoding") return "busy";
  if (seen.storageClass === "Changing" || seen.storageClass === "SourceChanging") return "busy";
  return status === "Normal" ? "present" : null;
}
