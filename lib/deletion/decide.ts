import { type DeletableForecast, isDecidable } from "./group-of.ts";
import type { Consent, DecidableGroup, Exception, Group, GroupDecisions, Lane } from "./types.ts";

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

/** Groups that a person must consent to by typing their count: Force, and the last copy (promise 5). */
export const CONSENT_GROUPS = [
  "becomes-unplayable",
  "last-copy",
  "loses-original",
] as const satisfies readonly DecidableGroup[];

/** How many items of a group will be sent, exceptions already applied. */
export type IncludedGroup = { group: DecidableGroup; count: number };

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

/** The lane of a deletable item. Only these have one: what is blocked is never sent. */
export function laneOf(forecast: DeletableForecast): Lane {
  return forecast.needsForce ? "force" : "normal";
}

/** The lane that a whole group travels in; agrees with {@link laneOf} for every forecast of the group. */
export function laneOfGroup(group: DecidableGroup): Lane {
  return (FORCE_GROUPS as readonly DecidableGroup[]).includes(group) ? "force" : "normal";
}

/** The included groups that need a typed consent, in the order of the review. Empty groups need none. */
export function consentNeeded(included: readonly IncludedGroup[]): DecidableGroup[] {
  return CONSENT_GROUPS.filter((group) => countOf(group, included) > 0);
}

/**
 * Whether stored consents carry everything included that needs one. A consent counts only if it was given
 * to the very digest that is to be confirmed, and if the number typed is the sum of what is included of
 * the groups it names. So it is void as soon as list, forecasts or decisions change.
 *
 * @param digest the decision digest now (see digest.ts). Giving a consent does not change it, so consents
 *   for Force and for last copies can stand side by side; the groups are decided first, then consented to.
 */
export function consentCovers(
  consents: readonly Pick<Consent, "digest" | "groups" | "typedCount">[],
  digest: string,
  included: readonly IncludedGroup[],
): boolean {
  const valid = consents.filter(
    (consent) => consent.digest === digest && consent.typedCount === consentCount(consent.groups, included),
  );
  return consentNeeded(included).every((group) => valid.some((consent) => consent.groups.includes(group)));
}

/** The number a person has to type to consent to these groups: what is included of them, together. */
export function consentCount(groups: readonly DecidableGroup[], included: readonly IncludedGroup[]): number {
  return [...new Set(groups)].reduce((sum, group) => sum + countOf(group, included), 0);
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

function countOf(group: DecidableGroup, included: readonly IncludedGroup[]): number {
  return included.reduce((sum, entry) => (entry.group === group ? sum + entry.count : sum), 0);
}
