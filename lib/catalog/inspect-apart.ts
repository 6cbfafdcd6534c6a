import { RETRY_WHOLE_LATER } from "../vod/errors.ts";
import type { Answered, MediaInspection, Refused, Unanswered } from "../vod/types.ts";

/** So many reads make up a `brief` look. */
export const BRIEF_TRIES = 2;

/** A live look at these ids, tried more than once; `brief` where it has been tried at length. null: aborted. */
export type Ask = (
  ids: readonly string[],
  brief: boolean,
) => Promise<Answered<MediaInspection[]> | Refused | Unanswered | null>;

/**
 * Looks at ids in one call, and where VOD does not answer for all of them together, in halves, until those that it
 * never answers for stand alone. They are told apart only while VOD answers for others: an outage is one.
 *
 * @param vodAnswers asked when one id by itself got no answer: whether VOD answers for any other than that one
 * @returns what was seen, and the ids that VOD does not answer for; or why nobody can look just now; null when aborted
 */
export async function inspectApart(
  ids: readonly string[],
  ask: Ask,
  vodAnswers: (butFor: string) => Promise<boolean>,
): Promise<{ kind: "looked"; seen: MediaInspection[]; mute: string[] } | Refused | Unanswered | null> {
  const seen: MediaInspection[] = [];
  const mute: string[] = [];
  const parts = [ids];
  for (let part = parts.shift(); part; part = parts.shift()) {
    const answer = await ask(part, part !== ids);
    if (answer === null) return null;
    if (answer.kind === "answered") {
      seen.push(...answer.data);
      continue;
    }
    if (answer.kind === "refused" && (answer.fatal || answer.throttled)) return answer;
    // That lies with none of the ids.
    if (answer.kind === "refused" && RETRY_WHOLE_LATER.has(answer.code)) return answer;
    const [first, ...others] = part;
    if (first !== undefined && others.length === 0) {
      if (answer.kind === "unanswered" && !(await vodAnswers(first))) return answer;
      mute.push(first);
      continue;
    }
    const half = Math.ceil(part.length / 2);
    parts.unshift(part.slice(0, half), part.slice(half));
  }
  return { kind: "looked", seen, mute };
}
