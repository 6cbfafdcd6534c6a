import { applyInspections, type Sighting } from "../../catalog/observe.ts";
import type { Drive } from "./context.ts";
import { type Shared, shareRounds, TOGETHER } from "./share.ts";

/** What the looks of a deletion saw goes into the catalog together: one by one, planning cost as much as writing. */
export function sharedSightings(d: Drive): Shared<Sighting, void> {
  return shareRounds(async (sightings) => {
    await applyInspections(d.c.db, d.environmentId, sightings);
    return sightings.map(() => undefined);
  }, TOGETHER);
}
