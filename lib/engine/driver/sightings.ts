import { applyInspections, type Sighting } from "../../catalog/observe.ts";
import type { Drive } from "./context.ts";
import { type Shared, shareRounds } from "./share.ts";

/** Looks that go into one statement: enough to share its cost, few enough to hold nobody up. */
const LOOKS = 10;

/** What the looks of a deletion saw goes into the catalog together: one by one, planning cost as much as writing. */
export function sharedSightings(d: Drive): Shared<Sighting, void> {
  return shareRounds(async (sightings) => {
    for (let from = 0; from < sightings.length; from += LOOKS) {
      await applyInspections(d.c.db, d.environmentId, sightings.slice(from, from + LOOKS));
    }
    return sightings.map(() => undefined);
  });
}
