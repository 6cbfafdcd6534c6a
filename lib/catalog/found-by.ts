import { idKey } from "../vod/ids.ts";

type Searched = { videoId: string; title: string; tags: string | null; referenceId: string | null };

/**
 * What of a video a search has met where neither its title nor its id shows it: a tag, or its ReferenceId. null
 * where they do.
 *
 * @param q as the filter holds it
 */
export function foundBy(q: string, { videoId, title, tags, referenceId }: Searched): string | null {
  const wanted = folded(q);
  if (folded(title).includes(wanted) || videoId.startsWith(idKey(q))) return null;
  if (tags === null || !folded(tags).includes(wanted)) return referenceId?.startsWith(q) ? referenceId : null;
  // What was typed may go from one tag into the next.
  return tags.split(",").find((tag) => folded(tag).includes(wanted)) ?? tags;
}

/** As `video_fold` in the database does it. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
