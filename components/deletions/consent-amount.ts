import type { DecidableGroup, GroupDecisions } from "@/lib/deletion/types.ts";
import type { Amount, GroupView } from "@/lib/engine/views.ts";

/**
 * What a consent would cover if these groups were switched on and the others of its scope off. Single
 * choices stay: left-out items of a group that is on, picked items of one that is off.
 */
export function consentAmount(
  groups: readonly (GroupView & { group: DecidableGroup })[],
  decisions: GroupDecisions,
  on: ReadonlySet<DecidableGroup>,
): Record<DecidableGroup, Amount> {
  const amounts: Record<DecidableGroup, Amount> = {
    "becomes-unplayable": NONE,
    "last-copy": NONE,
    "loses-original": NONE,
    removable: NONE,
  };
  for (const view of groups) amounts[view.group] = amountOf(view, decisions[view.group], on.has(view.group));
  return amounts;
}

const NONE: Amount = { count: 0, bytes: 0 };

function amountOf({ count, bytes, included }: GroupView, isOn: boolean, willBeOn: boolean): Amount {
  if (isOn === willBeOn) return included;
  return willBeOn ? { count, bytes } : NONE;
}
