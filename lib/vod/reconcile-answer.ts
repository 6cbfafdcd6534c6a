import { idKey } from "./ids.ts";
import type { DeleteAnswer } from "./types.ts";

/**
 * Turns the lists of a DeleteMezzanines answer into a verdict on every id asked for, in the spelling it was
 * asked in. VOD lists only what it did not delete, so the rest is accepted, unless the answer cannot be
 * about this request: it names an id nobody asked for, or one id in two lists. Then nothing is concluded.
 *
 * @param lists.other ids named where this request's ids cannot stand (custom ids, lists of unknown meaning).
 */
export function reconcileAnswer(
  asked: readonly string[],
  lists: { nonExist: readonly string[]; unRemoveable: readonly string[]; other: readonly string[] },
): DeleteAnswer {
  const nonExist = new Set(lists.nonExist.map(idKey));
  const unRemoveable = new Set(lists.unRemoveable.map(idKey));
  const askedKeys = new Set(asked.map(idKey));
  const verdict = {
    accepted: asked.filter((id) => !nonExist.has(idKey(id)) && !unRemoveable.has(idKey(id))),
    nonExist: asked.filter((id) => nonExist.has(idKey(id))),
    unRemoveable: asked.filter((id) => unRemoveable.has(idKey(id))),
  };
  const unasked = [...lists.nonExist, ...lists.unRemoveable].filter((id) => !askedKeys.has(idKey(id)));
  const foreignIds = [...new Set([...unasked, ...lists.other])];
  if (foreignIds.length > 0) return { ...verdict, trusted: false, reason: "foreign-id", foreignIds };
  if ([...nonExist].some((id) => unRemoveable.has(id))) {
    return { ...verdict, trusted: false, reason: "id-in-two-lists", foreignIds: [] };
  }
  return { ...verdict, trusted: true };
}
