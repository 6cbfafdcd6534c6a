import { and, asc, eq, sql } from "drizzle-orm";
import { catalogWindows } from "../db/schema.ts";
import type { Executor, Tx } from "../db/types.ts";
import { type TimeField, timeBetween } from "../vod/match.ts";
import { MEDIA_KINDS } from "./filter.ts";
import type { Range } from "./plan-parts.ts";

export type CatalogWindow = Range &
  Pick<
    typeof catalogWindows.$inferSelect,
    "no" | "kind" | "field" | "pageNo" | "scrollToken" | "reachedAt" | "done"
  >;

/** Adds a window for videos and one for audio. @param range null for all of them */
export async function insertWindows(
  tx: Tx,
  syncId: string,
  field: TimeField,
  range: Range | null,
): Promise<void> {
  for (const kind of MEDIA_KINDS) {
    await tx
      .insert(catalogWindows)
      .values({ syncId, no: nextNo(syncId), kind, field, ...(range ?? { fromAt: null, toAt: null }) });
  }
}

/** What is left to walk, in the order it was planned. */
export async function openWindows(db: Executor, syncId: string): Promise<CatalogWindow[]> {
  return await db
    .select()
    .from(catalogWindows)
    .where(and(eq(catalogWindows.syncId, syncId), eq(catalogWindows.done, false)))
    .orderBy(asc(catalogWindows.no));
}

export async function saveWindow(tx: Tx, syncId: string, window: CatalogWindow): Promise<void> {
  const { no, ...rest } = window;
  await tx
    .update(catalogWindows)
    .set({ ...rest })
    .where(and(eq(catalogWindows.syncId, syncId), eq(catalogWindows.no, no)));
}

/** Replaces a window that nothing was stored of by its parts. @returns the parts */
export async function splitWindow(
  tx: Tx,
  syncId: string,
  window: CatalogWindow,
  parts: readonly Range[],
): Promise<CatalogWindow[]> {
  const all: CatalogWindow[] = [];
  for (const [i, part] of parts.entries()) {
    const fresh = { ...window, ...part, pageNo: 1, scrollToken: null, reachedAt: null };
    if (i === 0) {
      await saveWindow(tx, syncId, fresh);
      all.push(fresh);
      continue;
    }
    const [added] = await tx
      .insert(catalogWindows)
      .values({ ...fresh, syncId, no: nextNo(syncId) })
      .returning();
    if (added) all.push(added);
  }
  return all;
}

/** What a search for this window asks for. */
export function requestOf(window: CatalogWindow) {
  const { kind, field, fromAt, toAt, pageNo, scrollToken } = window;
  return {
    kind,
    pageNo,
    sortBy: `${field}:Asc` as const,
    ...(fromAt || toAt ? { match: timeBetween(field, fromAt, toAt) } : {}),
    ...(scrollToken === null ? {} : { scrollToken }),
  };
}

function nextNo(syncId: string) {
  return sql`(select coalesce(max(no), 0) + 1 from catalog_windows where sync_id = ${syncId})`;
}
