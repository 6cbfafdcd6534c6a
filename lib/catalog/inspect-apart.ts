import { CALLER_LEFT, RETRY_WHOLE_LATER } from "../vod/errors.ts";
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
 * @param anyOther another id, to learn from it whether VOD answers at all; null where there is none
 * @returns what was seen, and the ids that VOD does not answer for; or why nobody can look just now; null when aborted
 */
export async function inspectApart(
  ids: readonly string[],
  ask: Ask,
  anyOther: (butFor: string) => Promise<string | null>,
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
    // Neither lies with any of the ids.
    if (answer.kind === "refused" && answer.code === CALLER_LEFT) return null;
    if (answer.kind === "refused" && isEverybodys(answer)) return answer;
    const [first, ...others] = part;
    if (first !== undefined && others.length === 0) {
      if (answer.kind === "unanswered") {
        const other = await anyOther(first);
        const control = other === null ? answer : await ask([other], true);
        if (control === null) return null;
        if (control.kind !== "answered") return answer;
      }
      mute.push(first);
      continue;
    }
    const half = Math.ceil(part.length / 2);
    parts.unshift(part.slice(0, half), part.slice(half));
  }
  return { kind: "looked", seen, mute };
}

function isEverybodys({ fatal, throttled, code }: Refused): boolean {
  return fatal || throttled || RETRY_WHOLE_LATER.has(code);
}
