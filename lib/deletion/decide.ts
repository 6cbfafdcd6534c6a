import { isDecidable } from "./group-of.ts";
import type { DecidableGroup, Exception, Group, GroupDecisions } from "./types.ts";

/** Before anyone chose: what needs no Force and leaves something to play is in, all else is out. */
export const DEFAULT_DECISIONS: GroupDecisions = {
  "becomes-unplayable": false,
  "last-copy": false,
  "loses-original": false,
  removable: true,
};

/** Groups whose items travel with Force=true, and no others do (promise 4). */
export const FORCE_GROUPS = [
  "becomes-unplayable",
  "loses-original",
] as const satisfies readonly DecidableGroup[];

export type ConfirmationThresholds = {
  /** Above this many items the count is typed. */
  items: number;
  /** Above this many bytes the count is typed. */
  bytes: number;
};

/** 1,000 items, 1 TB = 10^12 bytes (ux.md, Confirming). */
export const DEFAULT_THRESHOLDS: ConfirmationThresholds = { items: 1_000, bytes: 1_000_000_000_000 };

/**
 * Whether an item will be sent. An exception outranks the decision about its group, but only among
 * decidable groups: nothing lifts a blocked one.
 */
export function isIncluded(group: Group, decisions: GroupDecisions, exception: Exception | null): boolean {
  if (!isDecidable(group)) return false;
  if (exception !== null) return exception === "include";
  return decisions[group];
}

/** What the last dialog asks for beyond a click. Exactly at a threshold a click is enough. */
export function confirmationNeeds(input: {
  items: number;
  bytes: number;
  thresholds: ConfirmationThresholds;
}): { typedCount: boolean } {
  const { items, bytes, thresholds } = input;
  return { typedCount: items > thresholds.items || bytes > thresholds.bytes };
}
