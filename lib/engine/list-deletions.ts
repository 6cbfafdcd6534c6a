import { and, desc, eq, inArray, lt, notInArray, or } from "drizzle-orm";
import { deletions, deletionTallies } from "../db/schema.ts";
import { isTerminal, TERMINAL_STATES } from "../deletion/states.ts";
import { type OutcomeTally, summarize } from "../deletion/summarize.ts";
import { type DeletionRow, deletionColumns } from "./change-state.ts";
import type { EngineDeps } from "./deps.ts";
import { type BroughtList, readBroughtLists } from "./read-brought-lists.ts";
import type { DeletionSummary } from "./views.ts";

const PAGE = 50;

/** The deletions of this environment, newest first; only those that have not ended, if asked. The cursor is opaque. */
export async function listDeletions(
  c: Pick<EngineDeps, "db" | "environment">,
  query: { cursor?: string | undefined; open?: boolean },
): Promise<{ deletions: DeletionSummary[]; nextCursor: string | null }> {
  const after = readCursor(query.cursor);
  const rows = await c.db
    .select(deletionColumns)
    .from(deletions)
    .where(
      and(
        eq(deletions.environmentId, c.environment.id),
        query.open ? notInArray(deletions.state, [...TERMINAL_STATES]) : undefined,
        after
          ? or(
              lt(deletions.createdAt, after.at),
              and(eq(deletions.createdAt, after.at), lt(deletions.id, after.id)),
            )
          : undefined,
      ),
    )
    .orderBy(desc(deletions.createdAt), desc(deletions.id))
    .limit(PAGE + 1);
  const page = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? page.at(-1) : undefined;
  const tallies = await c.db
    .select()
    .from(deletionTallies)
    .where(
      inArray(
        deletionTallies.deletionId,
        page.map((row) => row.id),
      ),
    );
  const lists = await readBroughtLists(c.db, page);
  return {
    deletions: page.map((row) =>
      summaryOf(
        row,
        tallies.filter((t) => t.deletionId === row.id),
        lists.get(row.id) ?? null,
      ),
    ),
    nextCursor: last ? `${last.createdAt.getTime()}.${last.id}` : null,
  };
}

function readCursor(cursor: string | undefined): { at: Date; id: string } | null {
  const match = /^(\d{1,15})\.([a-z0-9]{1,40})$/.exec(cursor ?? "");
  return match?.[1] && match[2] ? { at: new Date(Number(match[1])), id: match[2] } : null;
}

function summaryOf(row: DeletionRow, tallies: OutcomeTally[], list: BroughtList | null): DeletionSummary {
  const { byOutcome, ended } = summarize(tallies, isTerminal(row.state));
  const problems =
    byOutcome.failed.count +
    byOutcome.unknown.count +
    byOutcome["still-present"].count +
    byOutcome.unverified.count +
    byOutcome.unremovable.count +
    byOutcome.missing.count;
  return {
    id: row.id,
    state: row.state,
    result: row.result,
    createdByName: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    reason: row.reason,
    parentId: row.parentId,
    list,
    itemCount: row.itemCount,
    totalBytes: row.totalBytes,
    verified: byOutcome.verified,
    ended: ended.count,
    problems: row.plannedAt ? problems : 0,
  };
}
