import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { isIncluded } from "../deletion/decide.ts";
import type { Group, GroupDecisions, NotSentReason, Outcome } from "../deletion/types.ts";
import type { EngineDeps } from "./deps.ts";
import { outcomeIs, seenOutcome } from "./seen-outcome.ts";
import type { AttemptView, ItemEvidenceView, ItemsPage, ItemView } from "./views.ts";

export type ItemsQuery = {
  group?: Group | undefined;
  outcome?: Outcome | undefined;
  reason?: NotSentReason | undefined;
  /** An empty text asks for items without a code. */
  code?: string | undefined;
  /** The seq after which the page begins. */
  cursor?: number | undefined;
  /** 1 to 200. */
  limit: number;
};

type Row = {
  seq: number;
  video_id: string;
  title: string | null;
  cover_url: string | null;
  size_bytes: number | null;
  group: Group | null;
  needs_force: boolean | null;
  survives: ItemView["survives"];
  forecast_note: string | null;
  exception: ItemView["exception"];
  lane: ItemView["lane"];
  batch_no: number | null;
  outcome: Outcome;
  not_sent_reason: NotSentReason | null;
  code: string | null;
  message: string | null;
  maybe_sent: boolean;
  decisions: GroupDecisions;
  checks: number;
  check_at: string | null;
  accepted_at: string | null;
  ended_at: string | null;
};

const utc = (column: SQL) => sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

function selectItems(c: EngineDeps, id: string, where: SQL, limit: number): Promise<Row[]> {
  return rowsOf<Row>(
    c.db,
    sql`
      select i.seq, i.video_id, i.title, v.cover_url, i.size_bytes, i."group", i.needs_force, i.survives,
        i.forecast_note, i.exception, i.lane, i.batch_no, ${seenOutcome} as outcome, i.not_sent_reason, i.code, i.message,
        i.maybe_sent, d.decisions, i.checks, ${utc(sql`coalesce(b.check_at, i.check_at)`)} as check_at,
        ${utc(sql`coalesce(b.accepted_at, i.accepted_at)`)} as accepted_at, ${utc(sql`i.ended_at`)} as ended_at
      from deletion_items i
      left join batches b on b.deletion_id = i.deletion_id and b.no = i.batch_no and b.state = 'accepted'
        and i.outcome = 'pending'
      join deletions d on d.id = i.deletion_id and d.environment_id = ${c.environment.id}
      left join videos v on v.environment_id = i.environment_id and v.video_id = i.video_id
      where i.deletion_id = ${id} ${where}
      order by i.seq limit ${limit}
    `,
  );
}

/** One page of a deletion's items in the order of the frozen list. */
export async function readItems(c: EngineDeps, id: string, query: ItemsQuery): Promise<ItemsPage> {
  const limit = Math.min(200, Math.max(1, query.limit));
  const conditions = [
    query.cursor === undefined ? sql`` : sql`and i.seq > ${query.cursor}`,
    query.group ? sql`and i."group" = ${query.group}` : sql``,
    query.outcome ? sql`and ${outcomeIs(query.outcome)}` : sql``,
    query.reason ? sql`and i.not_sent_reason = ${query.reason}` : sql``,
    query.code === undefined ? sql`` : sql`and coalesce(i.code, '') = ${query.code}`,
  ];
  const rows = await selectItems(c, id, sql.join(conditions, sql` `), limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page.map(itemView),
    nextCursor: rows.length > limit ? Number(page.at(-1)?.seq ?? 0) : null,
  };
}

/** One item with all that was asked and answered about it; null when there is none. */
export async function readItemEvidence(
  c: EngineDeps,
  id: string,
  seq: number,
): Promise<ItemEvidenceView | null> {
  const [row] = await selectItems(c, id, sql`and i.seq = ${seq}`, 1);
  if (!row) return null;
  return {
    item: {
      ...itemView(row),
      checks: Number(row.checks),
      nextCheckAt: row.check_at,
      acceptedAt: row.accepted_at,
      endedAt: row.ended_at,
    },
    attempts: await readAttempts(c, id, row),
  };
}

/** An item may have moved from batch to batch (halves, resends): its evidence lies with all of them. */
async function readAttempts(c: EngineDeps, id: string, item: Row): Promise<AttemptView[]> {
  const rows = await rowsOf<{
    id: number;
    kind: AttemptView["kind"];
    operation: string;
    force: boolean;
    batch_no: number | null;
    video_ids: string[];
    started_at: string;
    ended_at: string | null;
    result: AttemptView["result"];
    trusted: boolean | null;
    request_id: string | null;
    http_status: number | null;
    code: string | null;
    message: string | null;
    body: string | null;
  }>(
    c.db,
    sql`
      with recursive own(no) as (
        select ${item.batch_no}::int
        union select b.parent_no from own join batches b on b.deletion_id = ${id} and b.no = own.no
        where b.parent_no is not null
      )
      select a.id, a.kind, a.operation, a.force, a.batch_no, a.video_ids,
        ${utc(sql`a.started_at`)} as started_at, ${utc(sql`a.ended_at`)} as ended_at, a.result, a.trusted,
        a.request_id, a.http_status, a.code, a.message, a.body
      from attempts a
      where a.deletion_id = ${id} and a.batch_no in (select no from own) and ${item.video_id} = any(a.video_ids)
      order by a.id
    `,
  );
  return rows.map((a) => ({
    id: Number(a.id),
    kind: a.kind,
    operation: a.operation,
    force: a.force,
    batchNo: a.batch_no,
    idCount: a.video_ids.length,
    videoIds: a.video_ids,
    startedAt: a.started_at,
    endedAt: a.ended_at,
    result: a.result,
    trusted: a.trusted,
    requestId: a.request_id,
    httpStatus: a.http_status,
    code: a.code,
    message: a.message,
    body: a.body,
  }));
}

function itemView(row: Row): ItemView {
  return {
    seq: Number(row.seq),
    videoId: row.video_id,
    title: row.title,
    coverUrl: row.cover_url,
    sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes),
    group: row.group,
    needsForce: row.needs_force,
    survives: row.survives,
    forecastNote: row.forecast_note,
    exception: row.exception,
    included: row.group !== null && isIncluded(row.group, row.decisions, row.exception),
    lane: row.lane,
    batchNo: row.batch_no === null ? null : Number(row.batch_no),
    outcome: row.outcome,
    notSentReason: row.not_sent_reason,
    code: row.code,
    message: row.message,
    maybeSent: row.maybe_sent,
  };
}
