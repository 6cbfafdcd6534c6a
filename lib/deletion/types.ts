/**
 * The words of the domain (design §2, §7). Pure: nothing here knows of a database, a clock or a network.
 */

/**
 * The life of a deletion:
 *
 * collecting → forecasting → review → countdown → running ⇄ paused → verifying → finished
 *
 * collecting and forecasting may end as `failed`; review may end as `discarded`; undo leads from countdown
 * back to review; cancel leads from countdown to finished, and from running or paused to verifying.
 * `awaiting-approval` lies between review and countdown once approvals are required.
 */
export const DELETION_STATES = [
  "collecting",
  "forecasting",
  "review",
  "awaiting-approval",
  "countdown",
  "running",
  "paused",
  "verifying",
  "finished",
  "failed",
  "discarded",
] as const;
export type DeletionState = (typeof DELETION_STATES)[number];

export const FORECAST_STATES = [
  "deletable",
  "gone",
  "missing",
  "forbidden",
  "busy",
  "protected",
  "unchecked",
] as const;
export type ForecastState = (typeof FORECAST_STATES)[number];

export type Survives = "streams" | "nothing";

/** What we expect of one item, on two axes. The second axis exists for `deletable` only. */
export type Forecast =
  | { state: "deletable"; needsForce: boolean; survives: Survives }
  | { state: Exclude<ForecastState, "deletable"> };

/** The four groups a person decides about, dangers first, then what is never sent. */
export const DECIDABLE_GROUPS = ["becomes-unplayable", "last-copy", "loses-original", "removable"] as const;
export type DecidableGroup = (typeof DECIDABLE_GROUPS)[number];
export const BLOCKED_GROUPS = ["gone", "missing", "forbidden", "busy", "protected", "unchecked"] as const;
export type BlockedGroup = (typeof BLOCKED_GROUPS)[number];
export type Group = DecidableGroup | BlockedGroup;

/** A person's choice per group; single items may differ through an exception. */
export type GroupDecisions = Record<DecidableGroup, boolean>;
export type Exception = "include" | "exclude";

export type Lane = "normal" | "force";

export const OUTCOMES = [
  "pending",
  "sending",
  "accepted",
  "verified",
  "unverified",
  "still-present",
  "unremovable",
  "missing",
  "failed",
  "unknown",
  "not-sent",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why an item was not sent. */
export const NOT_SENT_REASONS = [
  "excluded",
  "cancelled",
  "changed",
  "protected",
  "already-gone",
  "missing",
  "forbidden",
  "busy",
  "unchecked",
  "held",
] as const;
export type NotSentReason = (typeof NOT_SENT_REASONS)[number];

/** Force and last-copy consent as it is stored: void at any change of list or decisions. */
export type Consent = {
  userId: string;
  userName: string;
  at: string;
  groups: DecidableGroup[];
  /** The digest that was shown. */
  digest: string;
  /** What the person typed, read as a number. */
  typedCount: number;
};

/** The items of a list by group and exception, and for each group a digest of which items are excepted. */
export type DecisionCounts = {
  groups: { group: Group; exception: Exception | null; count: number; bytes: number }[];
  exceptions: { group: Group; digest: string }[];
};
