import { and, eq, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { deletions } from "../db/schema.ts";
import type { Group } from "../deletion/types.ts";
import { CSV_BOM, csvLine } from "../export/csv.ts";
import type { ExportFormat } from "../export/file-response.ts";
import { type DeletionRow, deletionColumns } from "./change-state.ts";
import type { EngineDeps } from "./deps.ts";
import { readTallies, seenOutcome } from "./seen-outcome.ts";

/** Raised when a column or its meaning changes. */
export const EXPORT_SCHEMA = "mezzanine-console/deletion/1";

const PAGE = 2_000;

type Row = {
  seq: number;
  video_id: string;
  title: string | null;
  size_bytes: number | null;
  group: string | null;
  forecast_note: string | null;
  lane: string | null;
  batch_no: number | null;
  outcome: string;
  not_sent_reason: string | null;
  code: string | null;
  message: string | null;
  maybe_sent: boolean;
  sent_at: string | null;
  ended_at: string | null;
  request_id: string | null;
  http_status: number | null;
  attempt_result: string | null;
};

const ITEM_COLUMNS = [
  "seq",
  "video_id",
  "title",
  "size_bytes",
  "group",
  "forecast_note",
  "lane",
  "batch_no",
  "outcome",
  "not_sent_reason",
  "code",
  "message",
  "maybe_sent",
  "sent_at",
  "ended_at",
  "request_id",
  "http_status",
  "attempt_result",
] as const satisfies (keyof Row)[];

/**
 * Everything about a deletion and each of its items, piece by piece, without a cap. CSV is UTF-8 with BOM
 * and CRLF, cells that a spreadsheet would run as a formula are quoted with an apostrophe; JSON is one
 * object `{ schema, deletion, tallies, items }`; JSON Lines has one object per item with the names of the CSV's
 * columns. Times are UTC, sizes bytes. With `group`, only the items of
 * that forecast group are in it, and JSON says so; the deletion and its tallies are always the whole one's.
 *
 * @returns null when this environment has no deletion of that id
 */
export async function exportDeletion(
  c: EngineDeps,
  id: string,
  format: ExportFormat,
  group?: Group | undefined,
): Promise<AsyncIterable<string> | null> {
  const [row] = await c.db
    .select(deletionColumns)
    .from(deletions)
    .where(and(eq(deletions.id, id), eq(deletions.environmentId, c.environment.id)));
  if (!row) return null;
  switch (format) {
    case "csv":
      return csv(c, row, group);
    case "json":
      return json(c, row, group);
    case "jsonl":
      return jsonLines(c, row, group);
    default:
      return format satisfies never;
  }
}

async function* csv(c: EngineDeps, row: DeletionRow, group?: Group): AsyncIterable<string> {
  const head = headOf(c, row);
  yield CSV_BOM + csvLine([...ITEM_COLUMNS, ...Object.keys(head)]);
  const shared = Object.values(head);
  for await (const page of pages(c, row.id, group)) {
    yield page.map((r) => csvLine([...ITEM_COLUMNS.map((name) => r[name]), ...shared])).join("");
  }
}

/** One object a line, with the names of the CSV's columns. */
async function* jsonLines(c: EngineDeps, row: DeletionRow, group?: Group): AsyncIterable<string> {
  const head = headOf(c, row);
  for await (const page of pages(c, row.id, group)) {
    yield page.map((r) => `${JSON.stringify({ ...r, ...head })}\n`).join("");
  }
}

async function* json(c: EngineDeps, row: DeletionRow, group?: Group): AsyncIterable<string> {
  const { schema, ...deletion } = headOf(c, row);
  const tallies = await readTallies(c.db, row.id);
  const full = {
    ...deletion,
    reason: row.reason,
    ticket: row.ticket,
    filter: row.filterText,
    consents: row.consents,
  };
  yield `{"schema":${JSON.stringify(schema)},\n"deletion":${JSON.stringify(full)},\n"tallies":${JSON.stringify(tallies)},${group ? `\n"group":${JSON.stringify(group)},` : ""}\n"items":[`;
  let first = true;
  for await (const page of pages(c, row.id, group)) {
    yield `${first ? "\n" : ",\n"}${page.map((r) => JSON.stringify(r)).join(",\n")}`;
    first = false;
  }
  yield "\n]}\n";
}

function headOf(c: EngineDeps, row: DeletionRow) {
  return {
    schema: EXPORT_SCHEMA,
    deletion_id: row.id,
    environment: c.environment.kind,
    account_id: c.environment.accountId,
    region: c.environment.region,
    state: row.state,
    result: row.result,
    item_count: row.itemCount,
    list_digest: row.listDigest,
    confirmed_digest: row.confirmedDigest,
    snapshot_at: row.snapshotAt.toISOString(),
    created_by: row.createdByName,
    confirmed_by: row.confirmedByName,
    confirmed_at: row.confirmedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}

async function* pages(c: EngineDeps, id: string, group?: Group): AsyncIterable<Row[]> {
  let after = 0;
  for (;;) {
    const rows = await rowsOf<Row>(
      c.db,
      sql`
        select i.seq, i.video_id, i.title, i.size_bytes, i."group", i.forecast_note, i.lane, i.batch_no,
          ${seenOutcome} as outcome,
          i.not_sent_reason, i.code, i.message, i.maybe_sent,
          to_char(coalesce(b.sent_at, i.sent_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as sent_at,
          to_char(i.ended_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ended_at,
          a.request_id, a.http_status, a.result as attempt_result
        from deletion_items i
        left join batches b on b.deletion_id = i.deletion_id and b.no = i.batch_no and b.state = 'accepted'
          and i.outcome = 'pending'
        left join lateral (
          -- An item may have moved on from the batch it was last sent with.
          with recursive own(no) as (
            select i.batch_no
            union select b.parent_no from own join batches b on b.deletion_id = i.deletion_id and b.no = own.no
            where b.parent_no is not null
          )
          select request_id, http_status, result from attempts a
          where a.deletion_id = i.deletion_id and a.batch_no in (select no from own) and a.kind = 'delete'
            and i.video_id = any(a.video_ids)
          order by a.id desc limit 1
        ) a on true
        where i.deletion_id = ${id} and i.seq > ${after} ${group ? sql`and i."group" = ${group}` : sql``}
        order by i.seq limit ${PAGE}
      `,
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = Number(last.seq);
  }
}
