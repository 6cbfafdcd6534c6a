import { sql } from "drizzle-orm";
import { rowsOf } from "../../db/rows.ts";
import { NAMED_UNREMOVABLE } from "../../deletion/read-delete-answer.ts";
import type { Lane } from "../../deletion/types.ts";
import { MAX_IDS_PER_CALL } from "../../vod/types.ts";
import type { Drive } from "./context.ts";

/** An item that is to be read back now. */
export type Due = {
  seq: number;
  videoId: string;
  batchNo: number;
  lane: Lane;
  outcome: "accepted" | "unknown";
  acceptedAt: Date;
  sentAt: Date;
  checks: number;
  presentLooks: number;
  maybeSent: boolean;
  sends: number;
  namedUnremovable: boolean;
  /** Its batch still speaks for it and all others of its batch (seen-outcome.ts). */
  whole: boolean;
};

/**
 * What is due, in calls of at most 20: whole batches, each in one call, and single items. Neither waits for the
 * other: of a backlog both get half.
 *
 * @param limit calls at most
 * @param underWay what is being read back already, by seq
 */
export async function dueCalls(
  d: Drive,
  limit: number,
  underWay: ReadonlyMap<number, Due>,
): Promise<Due[][]> {
  // A look that ends while the query is answered is in neither what is under way then nor what it changed: the
  // answer may be from before, and its items must not be looked at for what they no longer are.
  const before = new Set(underWay.keys());
  const isFree = (item: Due | undefined) => item && !before.has(item.seq) && !underWay.has(item.seq);
  // As many more as are under way, so that those do not hide what is free.
  const items = await dueItems(d, limit * MAX_IDS_PER_CALL + underWay.size);
  const whole = [...underWay.values()].filter((item) => item.whole);
  const batches = await dueBatches(d, limit, [...new Set(whole.map((item) => item.batchNo))]);
  const singles = packed(items.filter(isFree).map((item) => [item]));
  const wholes = packed(batches.filter(([first]) => isFree(first)));
  const share = Math.max(Math.ceil(limit / 2), limit - wholes.length);
  const calls = singles.slice(0, share);
  return [...calls, ...wholes.slice(0, limit - calls.length)];
}

/** Fills calls with what must stay together, in the order given. */
function packed(parts: readonly Due[][]): Due[][] {
  const calls: Due[][] = [];
  for (const part of parts) {
    const last = calls.at(-1);
    if (last && last.length + part.length <= MAX_IDS_PER_CALL) last.push(...part);
    else calls.push([...part]);
  }
  return calls;
}

type Row = {
  seq: number;
  video_id: string;
  batch_no: number;
  lane: Lane;
  outcome: "accepted" | "unknown";
  checks: number;
  present_looks: number;
  maybe_sent: boolean;
  sends: number;
  code: string | null;
  accepted_ago: number;
  sent_ago: number;
  whole: boolean;
};

// Ages by the database's clock, which wrote the times: this machine's own may be another.
const ago = (at: ReturnType<typeof sql>) =>
  sql`extract(epoch from now() - coalesce(${at}, now()))::float8 * 1000`;

async function dueBatches(d: Drive, limit: number, underWay: readonly number[]): Promise<Due[][]> {
  const rows = await rowsOf<Row>(
    d.c.db,
    sql`
      select i.seq, i.video_id, b.no as batch_no, b.lane, 'accepted' as outcome, 0 as checks,
        0 as present_looks, i.maybe_sent, i.sends + 1 as sends, i.code,
        ${ago(sql`b.accepted_at`)} as accepted_ago, ${ago(sql`b.sent_at`)} as sent_ago, true as whole
      from (
        select no, lane, accepted_at, sent_at, check_at from batches
        where deletion_id = ${d.id} and state = 'accepted' and check_at <= now()
          and no not in (select jsonb_array_elements(${JSON.stringify(underWay)}::jsonb)::int)
        order by check_at, no limit ${limit}
      ) b cross join lateral (
        select * from deletion_items where deletion_id = ${d.id} and batch_no = b.no offset 0
      ) i
      where i.outcome = 'pending'
      order by b.check_at, b.no, i.seq
    `,
  );
  return [...Map.groupBy(rows.map(dueOf), (due) => due.batchNo).values()];
}

async function dueItems(d: Drive, limit: number): Promise<Due[]> {
  const rows = await rowsOf<Row>(
    d.c.db,
    sql`
      select seq, video_id, batch_no, lane, outcome, checks, present_looks, maybe_sent, sends, code,
        ${ago(sql`coalesce(accepted_at, sent_at)`)} as accepted_ago, ${ago(sql`sent_at`)} as sent_ago,
        false as whole
      from deletion_items
      where deletion_id = ${d.id} and check_at <= now()
      order by check_at, batch_no, seq limit ${limit}
    `,
  );
  return rows.map(dueOf);
}

function dueOf(r: Row): Due {
  const now = Date.now();
  return {
    seq: Number(r.seq),
    videoId: r.video_id,
    batchNo: Number(r.batch_no),
    lane: r.lane,
    outcome: r.outcome,
    acceptedAt: new Date(now - Number(r.accepted_ago)),
    sentAt: new Date(now - Number(r.sent_ago)),
    checks: Number(r.checks),
    presentLooks: Number(r.present_looks),
    maybeSent: r.maybe_sent,
    sends: Number(r.sends),
    namedUnremovable: r.code === NAMED_UNREMOVABLE.code,
    whole: r.whole,
  };
}
