import { sql } from "drizzle-orm";
import type { Tx } from "../db/types.ts";
import { idKey } from "../vod/ids.ts";
import type { SearchPage } from "../vod/types.ts";
import { planParts } from "./plan-parts.ts";
import { storePage } from "./store-page.ts";
import { holdSync, saveProgress } from "./sync-row.ts";
import { beat, readFor, type StepEnd, type SyncRun } from "./sync-run.ts";
import {
  type CatalogWindow,
  insertWindows,
  openWindows,
  requestOf,
  saveWindow,
  splitWindow,
} from "./windows.ts";

/** SearchMedia's largest page, which is also as far as one scroll step may go (vod-api.md §2.1). */
const PAGE_SIZE = 100;
/** Windows walked side by side. The quota says how many calls a second that may be. */
const WINDOWS_AT_ONCE = 6;
/** So often in a row may a window's token expire without the window getting any further. */
const MAX_EXPIRIES = 5;
const EXPIRED = "InvalidScrollToken.Expired";
/** A full walk's tail begins this long before the walk did: VOD's clock is not ours. */
const CLOCKS_APART_MS = 300_000;

/** Walks every window of the sync to its end. Where one ends badly, the others end their page first. */
export async function walkWindows(run: SyncRun): Promise<StepEnd> {
  const waiting = await openWindows(run.db, run.row.id);
  const walking = new Set<Promise<void>>();
  let failed: StepEnd | null = null;
  const thrown: unknown[] = [];
  const isOver = () => failed !== null || thrown.length > 0;
  const walk = async (window: CatalogWindow) => {
    try {
      const end = await walkWindow(run, window, isOver);
      if (end.kind === "split") waiting.unshift(...end.parts);
      else if (end.kind !== "done") failed ??= end;
    } catch (error) {
      thrown.push(error);
    }
  };
  for (;;) {
    while (!isOver() && walking.size < WINDOWS_AT_ONCE) {
      const window = waiting.shift();
      if (!window) break;
      const walked = walk(window).finally(() => walking.delete(walked));
      walking.add(walked);
    }
    if (walking.size === 0 && thrown.length > 0) throw thrown[0];
    if (walking.size === 0) return failed ?? { kind: "done" };
    await Promise.race(walking);
  }
}

/** Reads what was created while a full walk went on: a token's hits are those of its first page. */
export async function walkTail(run: SyncRun): Promise<StepEnd> {
  const { row, db } = run;
  if (!row.cursor.tail) {
    row.cursor = { ...row.cursor, tail: true };
    const range = { fromAt: new Date(row.startedAt.getTime() - CLOCKS_APART_MS), toAt: null };
    const saved = await db.transaction(async (tx) => {
      if (!(await saveProgress(tx, row))) return false;
      await insertWindows(tx, row.id, "CreationTime", range);
      return true;
    });
    if (!saved) return { kind: "superseded" };
  }
  return await walkWindows(run);
}

type WalkEnd = StepEnd | { kind: "split"; parts: CatalogWindow[] };

/** Walks one window, oldest first, so that what is added meanwhile comes last. */
async function walkWindow(run: SyncRun, window: CatalogWindow, isOver: () => boolean): Promise<WalkEnd> {
  let at = window;
  let expiries = 0;
  while (!isOver()) {
    const observedAt = run.now();
    const page = await readFor(
      run,
      () =>
        run.vod.searchVideos(
          { ...requestOf(at), pageSize: PAGE_SIZE },
          { priority: "catalog", leave: run.signal },
        ),
      { giveUpOn: [EXPIRED] },
    );
    if (page === null) return { kind: "stopped" };
    if (page.kind === "refused" && page.code === EXPIRED) {
      const anew = fromReached(at);
      expiries = anew.fromAt?.getTime() === at.fromAt?.getTime() ? expiries + 1 : 0;
      if (expiries > MAX_EXPIRIES) return page;
      at = anew;
      continue;
    }
    if (page.kind !== "answered") return page;
    const parts = at.scrollToken === null ? partsOf(run, at, page.data) : null;
    if (parts) return await split(run, at, page.data, parts);
    const next = behind(at, page.data);
    if (!(await store(run, at, next, page.data, observedAt))) return { kind: "superseded" };
    if (next.done) return { kind: "done" };
    at = next;
  }
  return { kind: "stopped" };
}

function partsOf(run: SyncRun, window: CatalogWindow, page: SearchPage) {
  const oldest = page.media[0] && timeOf(window, page.media[0]);
  if (!oldest) return null;
  return planParts(window, { total: page.total, bound: run.windowSize, oldest, now: run.now() });
}

/** Nothing of the page is stored: the first part begins with it. */
async function split(
  run: SyncRun,
  window: CatalogWindow,
  page: SearchPage,
  ranges: NonNullable<ReturnType<typeof planParts>>,
): Promise<WalkEnd> {
  countTotal(run, window, page);
  beat(run);
  const parts = await run.db.transaction(async (tx) => {
    if (!(await holdSync(tx, run.row))) return null;
    await saveProgress(tx, run.row);
    return await splitWindow(tx, run.row.id, window, ranges);
  });
  return parts ? { kind: "split", parts } : { kind: "superseded" };
}

/** Where the window stands once this page is stored. */
function behind(window: CatalogWindow, page: SearchPage): CatalogWindow {
  const last = page.media.at(-1);
  const isLast =
    window.pageNo * PAGE_SIZE >= page.total || (page.media.length === 0 && page.scrollToken === null);
  return {
    ...window,
    pageNo: window.pageNo + 1,
    scrollToken: page.scrollToken ?? window.scrollToken,
    reachedAt: (last && timeOf(window, last)) ?? window.reachedAt,
    done: isLast,
  };
}

/** Begins the window anew at the last second reached; its videos are met twice, and counted once. */
function fromReached(window: CatalogWindow): CatalogWindow {
  const fromAt = window.reachedAt ?? window.fromAt;
  return { ...window, fromAt, pageNo: 1, scrollToken: null };
}

/**
 * Page, window and progress in one transaction: after a crash the walk goes on exactly behind what was stored. One
 * page of the sync at a time, or two windows that hold the same video would both count it.
 */
async function store(
  run: SyncRun,
  window: CatalogWindow,
  next: CatalogWindow,
  page: SearchPage,
  observedAt: Date,
): Promise<boolean> {
  const { row, environmentId } = run;
  countTotal(run, window, page);
  beat(run);
  const met = await run.db.transaction(async (tx) => {
    if (!(await holdSync(tx, row))) return null;
    const count = await storePage(tx, { environmentId, syncId: row.id, observedAt }, page.media);
    if (window.field === "ModificationTime") await forgetLooks(tx, environmentId, page);
    await saveWindow(tx, row.id, next);
    await saveProgress(tx, row, count);
    return count;
  });
  if (met === null) return false;
  row.seen += met;
  run.pace.add(met);
  run.told();
  await run.met(row.seen);
  return true;
}

/** What was changed since the last live look at it is looked at again. */
async function forgetLooks(tx: Tx, environmentId: string, page: SearchPage): Promise<void> {
  const ids = page.media.map((media) => idKey(media.videoId));
  if (ids.length === 0) return;
  await tx.execute(sql`
    update videos set looked_at = null
    where environment_id = ${environmentId} and looked_at < modified_at
      and video_id = any(array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)))
  `);
}

/** Only a window without bounds says how many there are in all. */
function countTotal({ row }: SyncRun, window: CatalogWindow, page: SearchPage): void {
  const isWhole = window.fromAt === null && window.toAt === null;
  if (!isWhole || window.scrollToken !== null) return;
  row.cursor = { ...row.cursor, totals: { ...row.cursor.totals, [window.kind]: page.total } };
}

function timeOf(window: CatalogWindow, media: SearchPage["media"][number]): Date | null {
  return window.field === "CreationTime" ? media.createdAt : media.modifiedAt;
}
