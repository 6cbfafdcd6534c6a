export const VIDEO_SORTS = [
  "created.desc",
  "created.asc",
  "size.desc",
  "size.asc",
  "title.asc",
  "title.desc",
] as const;
export type VideoSort = (typeof VIDEO_SORTS)[number];
export const DEFAULT_SORT: VideoSort = "created.desc";

/** The sort a URL names, or the default. */
export function readSort(raw: string | null): VideoSort {
  return VIDEO_SORTS.find((sort) => sort === raw) ?? DEFAULT_SORT;
}
