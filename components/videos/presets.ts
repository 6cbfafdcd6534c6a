import type { VideoFilter } from "@/lib/catalog/filter.ts";

/** What VOD removes without Force, as far as a catalog can know (vod-api.md §1): the default mode alone. */
const WITHOUT_FORCE = ["FastTranscode"];
const MAY_BE_THERE = ["unknown", "present"] as const;

/** Of what a filter matches, what the catalog takes for removable without Force; null when that can be nothing. */
export function removableWithoutForce(filter: VideoFilter): VideoFilter | null {
  const transcodeMode = narrowed(filter.transcodeMode, WITHOUT_FORCE);
  return transcodeMode && withSource({ ...filter, transcodeMode });
}

/** Of what a filter matches, those whose source may be there, as far as a catalog knows; null when that is none. */
export function withSource(filter: VideoFilter): VideoFilter | null {
  const mezzanine = narrowed(filter.mezzanine, MAY_BE_THERE);
  return mezzanine && { ...filter, mezzanine };
}

/** The same, created before that many months ago and never sent with Force. */
export function oldAndNeverForced(filter: VideoFilter, months: number, now: Date): VideoFilter | null {
  const before = monthsBefore(now, months);
  const createdBefore = filter.createdBefore && filter.createdBefore < before ? filter.createdBefore : before;
  return withSource({ ...filter, createdBefore, forced: "never" });
}

/** The first moment of the same day of the month, that many months ago; of a shorter month, its last day. */
export function monthsBefore(now: Date, months: number): Date {
  const first = new Date(now.getFullYear(), now.getMonth() - months, 1);
  const lastDay = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  return new Date(first.getFullYear(), first.getMonth(), Math.min(now.getDate(), lastDay));
}

/** The values that both lists allow; an empty list allows all. null when they have none in common. */
function narrowed<T extends string>(chosen: readonly T[], allowed: readonly T[]): T[] | null {
  const both = allowed.filter((value) => chosen.length === 0 || chosen.includes(value));
  return both.length === 0 ? null : both;
}
