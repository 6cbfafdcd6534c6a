import { DECIDABLE_GROUPS, type Group, type GroupDecisions } from "./types.ts";

/** Everything a confirmation binds itself to. */
export type DecisionInput = {
  /** Digest of the frozen ids in order. */
  listDigest: string;
  /** Raised by every change of decisions or forecasts. */
  revision: number;
  decisions: GroupDecisions;
  /** Any text that differs when the exceptions of single items differ. */
  exceptionsDigest: string;
  /** Items and bytes of each group; a group without items may be left out. */
  groupTallies: Readonly<Partial<Record<Group, { count: number; bytes: number }>>>;
};

/** Raised when the meaning of the parts changes, so that an old tab's digest cannot match by chance. */
const FORMAT = "mezzanine-console/decision/1";

/**
 * The digest of list and decisions that a person sees and confirms (promise 1). It is the same for the same
 * content, whatever the order of keys, and another one for any other list, forecast, decision or exception.
 *
 * @param sha256 hex SHA-256 of UTF-8 text; handed in, so that this folder stays free of imports.
 */
export function decisionDigest(input: DecisionInput, sha256: (text: string) => string): string {
  const tallies = Object.entries(input.groupTallies)
    .filter(([, tally]) => tally.count > 0)
    .map(([group, tally]) => [group, tally.count, tally.bytes] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const decisions = DECIDABLE_GROUPS.map((group) => [group, input.decisions[group]] as const);
  return sha256(
    JSON.stringify([FORMAT, input.listDigest, input.revision, decisions, input.exceptionsDigest, tallies]),
  );
}
