import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { idListLines, videos } from "../../db/schema.ts";
import { CSV_BOM, csvLine } from "../../export/csv.ts";
import { LINE_STATUSES, type LineStatus, noCounts, READY_STATUSES } from "../../lists/line-status.ts";
import { UseCaseError } from "../../use-case-error.ts";
import { type ListDeps, readListRow } from "./list-row.ts";
import type { LinePage, ListName, ListView, NamedVideo } from "./views.ts";

const PAGE = 200;
const CSV_PAGE = 2_000;

/** @throws UseCaseError `not-found` */
export async function readList(c: ListDeps, id: string): Promise<ListView> {
  const row = await readListRow(c.db, c.environment.id, id);
  return {
    id: row.id,
    source: row.source ?? "file",
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    lines: row.lineCount ?? 0,
    counts: row.counts ?? noCounts(),
    sealed: row.sealedAt !== null,
    used: row.usedAt !== null,
  };
}

/** @throws UseCaseError `not-found`, also for a list that has not become a selection */
export async function readListName(c: ListDeps, id: string): Promise<ListName> {
  const { name, usedAt } = await readListRow(c.db, c.environment.id, id);
  if (!usedAt) throw new UseCaseError("not-found");
  return { name };
}

/**
 * Lines of a list in order, those of the given statuses or all.
 *
 * @param page.after the last `no` of the page before, 0 for the first
 * @throws UseCaseError `not-found`
 */
export async function readLines(
  c: ListDeps,
  id: string,
  page: { statuses: readonly LineStatus[]; after: number },
): Promise<LinePage> {
  await readListRow(c.db, c.environment.id, id);
  const rows = await selectLines(c, id, page, PAGE + 1);
  const lines = rows.slice(0, PAGE);
  const titles = await titlesOf(
    c,
    lines.flatMap((row) => [...(row.videoId ? [row.videoId] : []), ...(row.candidates ?? [])]),
  );
  const named = (videoId: string): NamedVideo => ({ videoId, title: titles.get(videoId) ?? null });
  return {
    lines: lines.map(({ no, line, text, status, videoId, detail, candidates }) => ({
      no,
      line,
      text,
      status,
      video: videoId === null ? null : named(videoId),
      detail,
      candidates: (candidates ?? []).map(named),
    })),
    next: rows.length > PAGE ? (lines.at(-1)?.no ?? null) : null,
  };
}

/**
 * All lines that are not ready as CSV, piece by piece, without a cap: UTF-8 with BOM, CRLF, nothing that a
 * spreadsheet would run as a formula.
 *
 * @throws UseCaseError `not-found`
 */
export async function exportRejects(c: ListDeps, id: string): Promise<AsyncIterable<string>> {
  await readListRow(c.db, c.environment.id, id);
  return rejects(c, id);
}

async function* rejects(c: ListDeps, id: string): AsyncIterable<string> {
  yield CSV_BOM + csvLine(["line", "id", "status", "detail", "may_be"]);
  const ready: readonly LineStatus[] = READY_STATUSES;
  const statuses = LINE_STATUSES.filter((status) => !ready.includes(status));
  for (let after = 0; ; ) {
    const rows = await selectLines(c, id, { statuses, after }, CSV_PAGE);
    const last = rows.at(-1);
    if (!last) return;
    after = last.no;
    yield rows
      .map((row) => csvLine([row.line, row.text, row.status, row.detail, row.candidates?.join(" ") ?? null]))
      .join("");
  }
}

async function selectLines(
  c: ListDeps,
  id: string,
  { statuses, after }: { statuses: readonly LineStatus[]; after: number },
  limit: number,
) {
  return await c.db
    .select()
    .from(idListLines)
    .where(
      and(
        eq(idListLines.idListId, id),
        gt(idListLines.no, after),
        statuses.length > 0 ? inArray(idListLines.status, [...statuses]) : undefined,
      ),
    )
    .orderBy(asc(idListLines.no))
    .limit(limit);
}

async function titlesOf(c: ListDeps, videoIds: readonly string[]): Promise<Map<string, string>> {
  if (videoIds.length === 0) return new Map();
  const rows = await c.db
    .select({ videoId: videos.videoId, title: videos.title })
    .from(videos)
    .where(and(eq(videos.environmentId, c.environment.id), inArray(videos.videoId, [...new Set(videoIds)])));
  return new Map(rows.map((row) => [row.videoId, row.title]));
}
