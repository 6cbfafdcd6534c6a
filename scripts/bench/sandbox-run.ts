import { sql } from "drizzle-orm";
import type { Db } from "../../lib/db/types.ts";
import { createDeletion } from "../../lib/engine/create-deletion.ts";
import type { EngineDeps } from "../../lib/engine/deps.ts";
import { driveDeletion } from "../../lib/engine/driver/drive-deletion.ts";
import { readDeletion } from "../../lib/engine/read-deletion.ts";
import { createQuota } from "../../lib/quota/gcra.ts";
import { ACTOR, confirm, UNLIMITED } from "./engine-parts.ts";
import type { Entry } from "./sandbox-process.ts";
import { scriptedVod } from "./scripted-vod.ts";

const BATCH = 20;
/** The first batch goes alone and the quota fills up: what comes after this counts as steady. */
const SETTLE_MS = 2_000;
const TAIL_MS = 500;

let forms = 0;

/** A deletion of these ids, confirmed and ready to be sent; the look before it is answered by a script. */
export async function confirmedDeletion(c: EngineDeps, ids: string[]): Promise<string> {
  await addToCatalog(c.db, c.environment.id, ids);
  const { id } = await createDeletion(c, {
    actor: ACTOR,
    idempotencyKey: `${Date.now()}-${++forms}`,
    selection: { kind: "ids", ids },
    selectedCount: ids.length,
  });
  const quota = createQuota(c.db, "bench-forecast", {}, UNLIMITED);
  const { vod } = scriptedVod({ sources: "present" });
  await driveDeletion({ ...c, vod, quota }, id, new AbortController().signal);
  await confirm(c, id);
  return id;
}

/** The transcode mode is the catalog's to know; without it every look would ask VOD's search. */
async function addToCatalog(db: Db, environmentId: string, ids: string[]): Promise<void> {
  await db.execute(sql`
    insert into videos (environment_id, video_id, kind, title, status, created_at, transcode_mode, observed_at)
    select ${environmentId}, id, 'video', 'Bench', 'Normal', now(), 'FastTranscode', now()
    from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as id
    on conflict do nothing
  `);
}

/** Runs it to its end and makes sure that every id was deleted and verified. */
export async function runToEnd(c: EngineDeps, id: string): Promise<void> {
  await driveDeletion(c, id, new AbortController().signal);
  const seen = await readDeletion(c, id);
  if (seen?.tallies.verified.count !== seen?.itemCount) {
    throw new Error(`deletion ${id} did not delete everything: ${JSON.stringify(seen?.tallies)}`);
  }
}

/** Ids accepted a second from the moment that the run is in its stride until shortly before its last call. */
export function steadyIdsPerSecond(entries: readonly Entry[]): number {
  const from = (entries[1]?.monoMs ?? 0) + SETTLE_MS;
  const to = (entries.at(-1)?.monoMs ?? 0) - TAIL_MS;
  const counted = entries.filter((entry) => entry.monoMs >= from && entry.monoMs < to);
  const ids = counted.reduce((sum, entry) => sum + entry.deleted.length, 0);
  if (to <= from || ids < BATCH * 10) throw new Error("The run was too short to have a steady state.");
  return (ids * 1000) / (to - from);
}

/** The most calls between any two instants that are less than a second apart. */
export function mostInASecond(entries: readonly Entry[]): number {
  const times = entries.map((entry) => entry.monoMs).sort((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [last, at] of times.entries()) {
    while ((times[first] ?? at) <= at - 1000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
