import { sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import type { Db } from "../../db/types.ts";
import { MAX_SENDS } from "../../deletion/read-readback.ts";
import type { Outcome } from "../../deletion/types.ts";
import type { LogEntry } from "../../vod/sandbox/request-log.ts";
import type { Sandbox } from "../../vod/sandbox/server.ts";

/** What must become of an id: its source goes, by Force or not, or stays, or it never existed. */
export type Fate = "deleted" | "deleted-by-force" | "kept" | "missing";

/** A promise that was broken, and by what. */
export type Finding = string;

type Item = {
  deletion_id: string;
  video_id: string;
  outcome: Outcome;
  not_sent_reason: string | null;
  sends: number;
  ended: boolean;
};

/**
 * Compares what the console's database says with what the sandbox received and holds, for deletions that have
 * come to their end. Empty when every promise was kept.
 */
export async function judge(
  db: Db,
  sandbox: Pick<Sandbox, "requests" | "deleted">,
  fates: ReadonlyMap<string, Fate>,
): Promise<Finding[]> {
  const items = await rowsOf<Item>(
    db,
    sql`
      select deletion_id, video_id, outcome, not_sent_reason, sends, ended_at is not null as ended
      from deletion_items
    `,
  );
  const requests = sandbox.requests();
  return [
    ...(await whatIsOpen(db)),
    ...(await wrongTallies(db, items)),
    ...lost(items, fates),
    ...items.flatMap((item) => misjudged(item, fates.get(item.video_id), new Set(sandbox.deleted()))),
    ...sentBlindly(requests),
    ...sentWrongly(requests, fates),
  ];
}

async function whatIsOpen(db: Db): Promise<Finding[]> {
  const [open] = await rowsOf<Record<string, number>>(
    db,
    sql`
      select
        (select count(*)::int from in_flight) as "ids held",
        (select count(*)::int from deletions where state <> 'finished') as "deletions not finished",
        (select count(*)::int from deletion_items where ended_at is null or check_at is not null) as "items open",
        (select count(*)::int from attempts where ended_at is null) as "attempts without an end",
        (select count(*)::int from batches where state in ('pending', 'claimed', 'sending', 'accepted')) as "batches open",
        (select count(*)::int from audit_events where action = 'deletion.tallies-mended') as "tallies mended"
    `,
  );
  return Object.entries(open ?? { nothing: 1 })
    .filter(([, count]) => Number(count) !== 0)
    .map(([what, count]) => `${what}: ${count}`);
}

async function wrongTallies(db: Db, items: readonly Item[]): Promise<Finding[]> {
  const counted = new Map<string, number>();
  for (const item of items) {
    const key = `${item.deletion_id} ${item.outcome}`;
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  const tallies = await rowsOf<{ deletion_id: string; outcome: string; count: number }>(
    db,
    sql`select deletion_id, outcome, count from deletion_tallies where count <> 0`,
  );
  const told = new Map(tallies.map((t) => [`${t.deletion_id} ${t.outcome}`, Number(t.count)]));
  return [...new Set([...counted.keys(), ...told.keys()])]
    .filter((key) => counted.get(key) !== told.get(key))
    .map((key) => `tally ${key}: ${told.get(key) ?? 0}, items: ${counted.get(key) ?? 0}`);
}

/** Every id that was given is there, once. */
function lost(items: readonly Item[], fates: ReadonlyMap<string, Fate>): Finding[] {
  const times = new Map<string, number>();
  for (const { video_id } of items) times.set(video_id, (times.get(video_id) ?? 0) + 1);
  return [...fates.keys()]
    .filter((id) => times.get(id) !== 1)
    .map((id) => `${id} is there ${times.get(id)} times`);
}

function misjudged(item: Item, fate: Fate | undefined, deleted: ReadonlySet<string>): Finding[] {
  const { video_id: id, outcome, not_sent_reason: reason } = item;
  const gone = deleted.has(id);
  const said = `${id} (${fate}) ended as ${outcome} ${reason ?? ""}`;
  if (outcome === "verified" && !gone) return [`${said}, and its source is there`];
  if (outcome !== "verified" && gone) return [`${said}, and its source was deleted`];
  if (fate === "kept") return outcome === "not-sent" && reason === "excluded" ? [] : [said];
  if (fate === "missing") return outcome === "not-sent" && reason === "missing" ? [] : [said];
  // An id whose every call was lost, so many times, is given up, and says so.
  const givenUp = outcome === "failed" && Number(item.sends) >= MAX_SENDS;
  return outcome === "verified" || givenUp ? [] : [said];
}

/** An id may be named again only after a read of it that was answered. */
export function sentBlindly(requests: readonly LogEntry[]): Finding[] {
  const unread = new Set<string>();
  const findings: Finding[] = [];
  for (const { seq, action, ids, status } of requests) {
    const reads = action === "BatchGetMediaInfos" || action === "GetMezzanineInfo";
    if (reads && status === 200) for (const id of ids) unread.delete(id);
    if (action !== "DeleteMezzanines") continue;
    for (const id of ids) {
      if (unread.has(id)) findings.push(`${id} was sent again by request ${seq} without a read-back`);
      unread.add(id);
    }
  }
  return findings;
}

/** Force goes to those for whom a person agreed to it, and nothing that should stay is ever named. */
function sentWrongly(requests: readonly LogEntry[], fates: ReadonlyMap<string, Fate>): Finding[] {
  return requests
    .filter((request) => request.action === "DeleteMezzanines")
    .flatMap(({ seq, ids, force }) =>
      ids
        .filter((id) => fates.get(id) !== (force ? "deleted-by-force" : "deleted"))
        .map((id) => `${id} (${fates.get(id)}) was sent by request ${seq} with Force ${force}`),
    );
}
