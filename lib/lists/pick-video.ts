import { idKey } from "../vod/ids.ts";
import { readId } from "./read-id.ts";

/** A rule for all lines that may mean several videos; `none` leaves them out. */
export const BULK_CHOICES = ["video-id", "custom-id", "none"] as const;
export type BulkChoice = (typeof BULK_CHOICES)[number];

/**
 * Which video an ambiguous line means by a rule: the one whose VideoId it is, or the one that alone has it as its
 * custom id. null where the rule does not tell: a custom id of several videos stays ambiguous under both.
 */
export function pickVideo(
  line: { text: string; candidates: readonly string[] },
  by: Exclude<BulkChoice, "none">,
): string | null {
  const id = readId(line.text);
  if (!id.ok) return null;
  const own = idKey(id.token);
  if (by === "video-id") return line.candidates.includes(own) ? own : null;
  const [only, ...more] = line.candidates.filter((candidate) => candidate !== own);
  return only !== undefined && more.length === 0 ? only : null;
}
