import { and, eq, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { deletions } from "../db/schema.ts";
import type { Executor } from "../db/types.ts";
import { forecastTooOld } from "../deletion/guards.ts";
import { BATCH_SIZE } from "../deletion/plan-batches.ts";
import { type RetryCause, retryOffers } from "../deletion/retry-groups.ts";
import { isTerminal } from "../deletion/states.ts";
import { type OutcomeTally, summarize } from "../deletion/summarize.ts";
import { type DeletionRow, deletionColumns } from "./change-state.ts";
import { seeDecisionState } from "./decision-state.ts";
import type { EngineDeps } from "./deps.ts";
import { keepReading } from "./keep-reading.ts";
import { newProtections } from "./new-protections.ts";
import { readBroughtLists } from "./read-brought-lists.ts";
import { type Cause, readCauses } from "./read-causes.ts";
import { readWaiting } from "./read-waiting.ts";
import { readTallies } from "./seen-outcome.ts";
import type { DeletionView, RetryView } from "./views.ts";

/** Seconds over which the calls per second are counted. */
const RATE_WINDOW_S = 5;

/** Everything a screen needs to know about one deletion; null when this environment has none of that id. */
export async function readDeletion(c: EngineDeps, id: string): Promise<DeletionView | null> {
  const [row] = await c.db
    .select(deletionColumns)
    .from(deletions)
    .where(and(eq(deletions.id, id), eq(deletions.environmentId, c.environment.id)));
  if (!row) return null;
  const tallies = await readTallies(c.db, id);
  const [decided, causeRows, children, calls, phase, clock, overlap, rules, excludedCount, waiting, lists] =
    await Promise.all([
      seeDecisionState(c.db, row),
      readCauses(c.db, row, tallies),
      readChildren(c.db, id),
      readCalls(c.db, row),
      readPhase(row, tallies),
      rowsOf<{ now: string }>(
        c.db,
        sql`select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
      ),
      readOverlap(c.db, row),
      row.state === "review" ? newProtections(c.db, row) : 0,
      row.state === "review" ? countExcluded(c.db, id) : null,
      readWaiting(c.db, row),
      readBroughtLists(c.db, [row]),
    ]);
  const { byOutcome } = summarize(tallies, isTerminal(row.state));
  const rate = await c.quota.rate("DeleteMezzanines");
  const checkRate = await c.quota.rate("BatchGetMediaInfos");
  const unsent = byOutcome.pending.count + byOutcome.sending.count;
  const unverified = byOutcome.accepted.count + unsent;
  const now = clock[0]?.now ?? new Date().toISOString();
  // By the pace that calls have, not by the one they may have: while nothing moves there is no estimate.
  const sendingEtaSeconds =
    row.state === "running" && calls.perSecond > 0 ? unsent / BATCH_SIZE / calls.perSecond : null;
  const verifyingSeconds =
    (row.state === "running" || row.state === "verifying") &&
    !row.obstacle &&
    unverified > 0 &&
    checkRate.now > 0
      ? Math.max(unverified / BATCH_SIZE / checkRate.now, sendingEtaSeconds ?? 0) +
        c.env.timing.verifyDelayMs / 1000
      : null;
  return {
    id: row.id,
    state: row.state,
    environment: {
      kind: c.environment.kind,
      accountId: c.environment.accountId,
      region: c.environment.region,
    },
    createdByName: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    reason: row.reason,
    ticket: row.ticket,
    parentId: row.parentId,
    cause: row.cause as RetryCause | null,
    children,
    selectedCount: row.selectedCount,
    itemCount: row.itemCount,
    totalBytes: row.totalBytes,
    snapshotAt: row.snapshotAt.toISOString(),
    filterText: row.filterText,
    excludedCount,
    list: lists.get(row.id) ?? null,
    listDigest: row.listDigest,
    progress: phase,
    forecastAt: iso(row.forecastAt),
    forecastTooOld: row.forecastAt !== null && forecastTooOld(row.forecastAt, new Date(now)),
    groups: decided.groups,
    decisions: row.decisions,
    plan: decided.plan,
    digest: decided.digest,
    overlap,
    newProtections: rules,
    confirmedByName: row.confirmedByName,
    confirmedAt: iso(row.confirmedAt),
    confirmedDigest: row.confirmedDigest,
    startsAt: iso(row.startsAt),
    now,
    tallies: byOutcome,
    causes: causeRows.causes,
    inFlightCalls: calls.open,
    callsPerSecond: calls.perSecond,
    rateCeiling: rate.ceiling,
    waiting,
    sendingEtaSeconds,
    verifyingUntil:
      verifyingSeconds === null
        ? null
        : new Date(new Date(now).getTime() + verifyingSeconds * 1000).toISOString(),
    pause: row.pauseCode ? { code: row.pauseCode, detail: row.pauseDetail ?? {} } : null,
    obstacle: isTerminal(row.state) ? null : row.obstacle,
    startedAt: iso(row.startedAt),
    sentAt: iso(row.sentAt),
    finishedAt: iso(row.finishedAt),
    cancelledAt: iso(row.cancelledAt),
    result: row.result,
    retries: row.state === "finished" ? offers(causeRows.rows, children) : [],
  };
}

async function countExcluded(db: Executor, id: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`coalesce(cardinality(${deletions.excludedIds}), 0)` })
    .from(deletions)
    .where(eq(deletions.id, id));
  return Number(row?.count ?? 0);
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}

async function readChildren(db: Executor, id: string): Promise<DeletionView["children"]> {
  const rows = await db
    .select({ id: deletions.id, cause: deletions.cause, state: deletions.state })
    .from(deletions)
    .where(eq(deletions.parentId, id))
    .orderBy(deletions.createdAt);
  return rows.map((r) => ({ id: r.id, cause: r.cause as RetryCause, state: r.state }));
}

function offers(rows: Cause[], children: DeletionView["children"]): RetryView[] {
  return retryOffers(rows).map(({ cause, count }) => ({
    cause,
    count,
    openChildId: children.find((child) => child.cause === cause && !isTerminal(child.state))?.id ?? null,
  }));
}

async function readCalls(db: Executor, row: DeletionRow): Promise<{ open: number; perSecond: number }> {
  if (row.state !== "running" && row.state !== "paused" && row.state !== "verifying") {
    return { open: 0, perSecond: 0 };
  }
  const [calls] = await rowsOf<{ open: number; recent: number }>(
    db,
    sql`
      select
        (select count(*)::int from attempts where deletion_id = ${row.id} and ended_at is null) as open,
        (select count(*)::int from attempts where deletion_id = ${row.id} and kind = 'delete' and ended_at is not null
           and started_at > now() - make_interval(secs => ${RATE_WINDOW_S}::float8)) as recent
    `,
  );
  return { open: Number(calls?.open ?? 0), perSecond: Number(calls?.recent ?? 0) / RATE_WINDOW_S };
}

function readPhase(row: DeletionRow, tallies: readonly OutcomeTally[]): DeletionView["progress"] {
  switch (row.state) {
    case "collecting":
      return { phase: "collecting", done: row.progressSeq, total: row.selectedCount };
    case "forecasting":
      return { phase: "forecasting", done: row.progressSeq, total: row.itemCount };
    case "running":
    case "paused":
    case "verifying": {
      const { byOutcome, total } = summarize(tallies, false);
      if (row.state === "running" && !row.plannedAt) {
        return { phase: "planning", done: row.progressSeq, total: row.itemCount };
      }
      const left = byOutcome.pending.count + byOutcome.sending.count;
      const planned = total.count - byOutcome["not-sent"].count;
      if (row.state !== "verifying" && left > 0)
        return { phase: "sending", done: planned - left, total: planned };
      return { phase: "verifying", done: planned - left - byOutcome.accepted.count, total: planned };
    }
    default:
      return null;
  }
}

/** How many items of this review other open deletions hold in their lists as well. */
async function readOverlap(db: Executor, row: DeletionRow): Promise<number> {
  if (row.state !== "review") return 0;
  const others = await rowsOf<{ id: string }>(
    db,
    sql`
      select id from deletions
      where environment_id = ${row.environmentId} and id <> ${row.id}
        and state in ('countdown', 'running', 'paused', 'verifying')
    `,
  );
  if (others.length === 0) return 0;
  const ids = JSON.stringify(others.map((other) => other.id));
  // Not in a key is how far the others have come: looked at again after a while.
  const key = `${row.revision} ${ids} ${Math.floor(Date.now() / OVERLAP_HOLDS_MS)}`;
  return await keptOverlap({ db, id: row.id, key }, () => countOverlap(db, row.id, ids));
}

/** Counting asks the other lists about each of what may be a million items. */
const OVERLAP_HOLDS_MS = 30_000;
const keptOverlap = keepReading<number>();

async function countOverlap(db: Executor, id: string, others: string): Promise<number> {
  const [found] = await rowsOf<{ count: number }>(
    db,
    sql`
      select count(*)::int as count from deletion_items i
      where i.deletion_id = ${id} and exists (
        select 1 from deletion_items oi
        where oi.deletion_id in (select jsonb_array_elements_text(${others}::jsonb))
          and oi.video_id = i.video_id and oi.ended_at is null)
    `,
  );
  return Number(found?.count ?? 0);
}
