import { and, desc, eq, ne } from "drizzle-orm";
import { catalogSyncs } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import { readCursor } from "./sync-cursor.ts";

/** full: everything, and what was not met is looked at live · changes: what is new or changed. */
export type SyncMode = "full" | "changes";

/** How often, in ms, from the beginning of one sync to the next. */
export type SyncTimes = { syncEveryMs: number; fullEveryMs: number };

export type Due = { kind: SyncMode } | { kind: "resume"; id: string };

/** A failed sync is gone on with after this. */
const RETRY_MS = 60_000;
/** One that failed longer ago is begun anew: too much may have changed behind its windows. */
const RESUME_WITHIN_MS = 3_600_000;

/** What the catalog needs now, syncs under way left aside; null when it is fresh, or was just tried. */
export async function dueSync(
  db: Executor,
  environmentId: string,
  now: Date,
  times: SyncTimes,
): Promise<Due | null> {
  const listings = and(eq(catalogSyncs.environmentId, environmentId), ne(catalogSyncs.mode, "sources"));
  const last = (where: ReturnType<typeof and>) =>
    db.select().from(catalogSyncs).where(where).orderBy(desc(catalogSyncs.startedAt)).limit(1);
  const [latest] = await last(listings);
  if (latest?.state === "failed") {
    const forMs = now.getTime() - (latest.finishedAt ?? latest.startedAt).getTime();
    if (forMs < RETRY_MS) return null;
    if (forMs < RESUME_WITHIN_MS && readCursor(latest.cursor)) return { kind: "resume", id: latest.id };
  }
  const finished = and(listings, eq(catalogSyncs.state, "finished"));
  const [full] = await last(and(finished, eq(catalogSyncs.mode, "full")));
  if (!full || isOlder(full.startedAt, times.fullEveryMs, now)) return { kind: "full" };
  const [any] = await last(finished);
  return !any || isOlder(any.startedAt, times.syncEveryMs, now) ? { kind: "changes" } : null;
}

function isOlder(then: Date, ms: number, now: Date): boolean {
  return now.getTime() - then.getTime() >= ms;
}
