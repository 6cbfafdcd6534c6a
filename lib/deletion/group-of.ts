import { DECIDABLE_GROUPS, type DecidableGroup, type Forecast, type Group } from "./types.ts";

/** A forecast of `deletable`, the only kind that is ever sent. */
export type DeletableForecast = Extract<Forecast, { state: "deletable" }>;

/**
 * The group of the review that a forecast belongs to (design §7). What is not deletable forms a blocked
 * group of the same name; what is deletable goes by its two axes, so each forecast has exactly one group.
 */
export function groupOf(forecast: DeletableForecast): DecidableGroup;
export function groupOf(forecast: Forecast): Group;
export function groupOf(forecast: Forecast): Group {
  if (forecast.state !== "deletable") return forecast.state;
  if (forecast.survives === "nothing") return forecast.needsForce ? "becomes-unplayable" : "last-copy";
  return forecast.needsForce ? "loses-original" : "removable";
}

/** Whether a person may decide about a group. Blocked groups are never sent, whatever anyone chose. */
export function isDecidable(group: Group): group is DecidableGroup {
  return (DECIDABLE_GROUPS as readonly Group[]).includes(group);
}
