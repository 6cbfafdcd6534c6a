/** What a line turns out to be, before it is known whether another line of the list is the same video. */
export type Judgement =
  | { status: "known" | "found"; videoId: string }
  | { status: "ambiguous"; candidates: string[] }
  | { status: "unknown" | "missing" | "forbidden" }
  | { status: "unasked"; detail: string };

/** An id as it may be read: `videoId` its spelling as a VideoId, `isVideoId` whether it has that form. */
export type Token = { videoId: string; isVideoId: boolean };

/**
 * A line by what the catalog holds. An id in the form of a VideoId that the catalog does not hold as one is
 * unknown, even where it is another video's custom id: only VOD can tell whether there is such a video too.
 *
 * @param found.references the videos, other than the one of that id, that have it as their custom id
 */
export function judgeByCatalog(
  token: Token,
  found: { video: boolean; references: readonly string[] },
): Judgement {
  const { video, references } = found;
  if (video && references.length > 0) {
    return { status: "ambiguous", candidates: [token.videoId, ...references] };
  }
  if (video) return { status: "known", videoId: token.videoId };
  return token.isVideoId
    ? { status: "unknown" }
    : judgeReferences("known", references, { status: "unknown" });
}

/**
 * A line by what VOD said. An id that could mean two videos is never taken for either of them, and what VOD
 * gave no clear answer about is not taken for missing.
 *
 * @param said.video null for an id that was not asked about as a VideoId
 * @param said.references null where VOD said nothing clear about it as a custom id
 */
export function judgeByLook(
  token: Token,
  said: {
    video: "present" | "missing" | "forbidden" | "absent" | null;
    references: readonly string[] | null;
  },
): Judgement {
  const { video } = said;
  if (said.references === null || video === "absent") return { status: "unasked", detail: "not-in-answer" };
  const references = said.references.filter((id) => id !== token.videoId);
  if (video === null) return judgeReferences("found", references, { status: "missing" });
  if (references.length > 0) {
    return {
      status: "ambiguous",
      candidates: [...(video === "present" ? [token.videoId] : []), ...references],
    };
  }
  return video === "present" ? { status: "found", videoId: token.videoId } : { status: video };
}

function judgeReferences(
  status: "known" | "found",
  references: readonly string[],
  otherwise: Judgement,
): Judgement {
  const [only, ...more] = references;
  if (only === undefined) return otherwise;
  return more.length > 0 ? { status: "ambiguous", candidates: [...references] } : { status, videoId: only };
}
