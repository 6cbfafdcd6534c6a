import type { Db } from "../db/types.ts";
import { createdBetween } from "../vod/match.ts";
import type { Refused, SearchPage, Unanswered, VodClient } from "../vod/types.ts";
import { readSteadily, type Wait, waitForTime } from "./read-steadily.ts";
import { storeCategories } from "./store-categories.ts";
import { storePage } from "./store-page.ts";
import {
  claimSync,
  failSync,
  finishSync,
  releaseSync,
  type SyncCursor,
  type SyncProgress,
  saveProgress,
} from "./sync-row.ts";

/** SearchMedia's largest page, which is also as far as one scroll step may go (vod-api.md §2.1). */
const PAGE_SIZE = 100;
/** Scrolling ends here; the walk goes on from the creation time it has reached (vod-api.md §2.1). */
const MAX_SCROLL = 2_000_000;
/** So often may a token expire without the walk getting any further. */
const MAX_EXPIRIES = 5;
const EXPIRED = "InvalidScrollToken.Expired";
const DAY_MS = 86_400_000;

export type SyncInput = {
  db: Db;
  vod: Pick<VodClient, "searchVideos" | "categories">;
  environmentId: string;
  /** Aborted at shutdown; the walk then stops between two pages and can be gone on with. */
  signal: AbortSignal;
  now?: () => Date;
  onProgress?: (progress: SyncProgress) => void;
  wait?: Wait;
};

export type SyncResult =
  | { state: "finished"; id: string; seen: number; unseen: number }
  | { state: "failed"; id: string; code: string; message: string }
  /** The signal was aborted. */
  | { state: "stopped"; id: string }
  /** Another runner is at this environment's sync. */
  | { state: "busy" };

type Run = SyncInput & Required<Pick<SyncInput, "now" | "wait">>;
type Sync = SyncProgress & { cursor: SyncCursor; startedAt: Date };
type StepEnd = { kind: "done" } | { kind: "stopped" } | { kind: "superseded" } | Refused | Unanswered;

/**
 * Copies the account's videos, audio and categories into the catalog. It goes on where an interrupted sync
 * stopped, repeats reads that fail, and never overwrites what was observed later. Nothing is called gone here.
 */
export async function runSync(options: SyncInput): Promise<SyncResult> {
  const input: Run = { now: () => new Date(), wait: waitForTime, ...options };
  const claimed = await claimSync(input.db, input.environmentId, input.now());
  if (!claimed) return { state: "busy" };
  const sync: Sync = { ...claimed, total: totalOf(claimed.cursor) };
  const end = await walkAll(input, sync);
  switch (end.kind) {
    case "done": {
      const finished = await finishSync(input.db, input.environmentId, sync, input.now());
      return finished ? { state: "finished", id: sync.id, seen: sync.seen, ...finished } : { state: "busy" };
    }
    case "stopped":
      await releaseSync(input.db, sync);
      return { state: "stopped", id: sync.id };
    case "superseded":
      return { state: "busy" };
    case "refused":
    case "unanswered": {
      const reason = { code: end.code, message: end.message };
      await failSync(input.db, sync, reason, input.now());
      return { state: "failed", id: sync.id, ...reason };
    }
    default:
      return end satisfies never;
  }
}

async function walkAll(input: Run, sync: Sync): Promise<StepEnd> {
  const tree = await read(input, sync, () => input.vod.categories());
  if (tree === null) return { kind: "stopped" };
  if (tree.kind !== "answered") return tree;
  await storeCategories(input.db, input.environmentId, tree.data);

  // Asked before the walk, so that progress is against the whole from the first page on.
  if (sync.cursor.totals.audio === null) {
    const audio = await read(input, sync, () =>
      input.vod.searchVideos({ kind: "audio", pageNo: 1, pageSize: 1 }),
    );
    if (audio === null) return { kind: "stopped" };
    if (audio.kind !== "answered") return audio;
    sync.cursor = { ...sync.cursor, totals: { ...sync.cursor.totals, audio: audio.data.total } };
  }
  if (sync.cursor.kind === "video") {
    const end = await walk(input, sync);
    if (end.kind !== "done") return end;
    sync.cursor = { ...sync.cursor, ...BEGINNING, kind: "audio" };
  }
  return await walk(input, sync);
}

const BEGINNING = { pageNo: 1, scrollToken: null, from: null, reached: null };

/** Walks one kind from the cursor to its end, oldest first, so that what is uploaded meanwhile comes last. */
async function walk(input: Run, sync: Sync): Promise<StepEnd> {
  let expiries = 0;
  for (;;) {
    const observedAt = input.now();
    const page = await readPage(input, sync, observedAt);
    if (page === null) return { kind: "stopped" };
    if (page.kind === "refused" && page.code === EXPIRED) {
      expiries = sync.cursor.reached === sync.cursor.from ? expiries + 1 : 0;
      if (expiries > MAX_EXPIRIES) return page;
      sync.cursor = fromReached(sync.cursor);
      continue;
    }
    if (page.kind !== "answered") return page;
    if (!(await store(input, sync, page.data, observedAt))) return { kind: "superseded" };
    if (isLastPage(sync.cursor, page.data)) return { kind: "done" };
    sync.cursor =
      sync.cursor.pageNo * PAGE_SIZE >= MAX_SCROLL
        ? fromReached(sync.cursor)
        : { ...sync.cursor, pageNo: sync.cursor.pageNo + 1, scrollToken: page.data.scrollToken };
  }
}

async function readPage(input: Run, sync: Sync, now: Date) {
  const { kind, pageNo, scrollToken, from } = sync.cursor;
  return await read(
    input,
    sync,
    () =>
      input.vod.searchVideos({
        kind,
        sortBy: "CreationTime:Asc",
        pageNo,
        pageSize: PAGE_SIZE,
        // A day ahead: VOD's clock is not ours.
        ...(from === null ? {} : { match: createdBetween(new Date(from), new Date(now.getTime() + DAY_MS)) }),
        ...(scrollToken === null ? {} : { scrollToken }),
      }),
    [EXPIRED],
  );
}

function isLastPage(cursor: SyncCursor, page: SearchPage): boolean {
  return page.media.length === 0 || cursor.pageNo * PAGE_SIZE >= page.total;
}

/** Begins a new stretch at the last creation time reached; its videos are met twice, and counted once. */
function fromReached(cursor: SyncCursor): SyncCursor {
  return { ...cursor, pageNo: 1, scrollToken: null, from: cursor.reached };
}

/** Page and cursor in one transaction: after a crash the walk goes on exactly behind what was stored. */
async function store(input: Run, sync: Sync, page: SearchPage, observedAt: Date): Promise<boolean> {
  const { cursor } = sync;
  const last = page.media.at(-1);
  const totals = cursor.from === null ? { ...cursor.totals, [cursor.kind]: page.total } : cursor.totals;
  const reached = last?.createdAt.toISOString() ?? cursor.reached;
  const isLast = isLastPage(cursor, page);
  const now: SyncCursor = { ...cursor, totals, reached, beatAt: input.now().toISOString() };
  // What is stored is what comes next; where a kind ends, its last page is read once more after a crash.
  const next: SyncCursor = isLast
    ? now
    : { ...now, pageNo: cursor.pageNo + 1, scrollToken: page.scrollToken };
  const total = totalOf(now);
  const saved = await input.db.transaction(async (tx) => {
    const seenAs = { environmentId: input.environmentId, syncId: sync.id, observedAt };
    const seen = sync.seen + (await storePage(tx, seenAs, page.media));
    return (await saveProgress(tx, sync.id, next, { seen, total })) ? seen : null;
  });
  if (saved === null) return false;
  sync.cursor = now;
  sync.seen = saved;
  sync.total = total;
  input.onProgress?.({ id: sync.id, seen: saved, total });
  return true;
}

function totalOf({ totals }: SyncCursor): number | null {
  return totals.video === null ? null : totals.video + (totals.audio ?? 0);
}

/** Repeats the read; every pause leaves a sign of life, so that nobody takes this runner for dead. */
async function read<T>(
  input: Run,
  sync: Sync,
  ask: Parameters<typeof readSteadily<T>>[0],
  giveUpOn: readonly string[] = [],
) {
  return await readSteadily(ask, {
    signal: input.signal,
    wait: input.wait,
    giveUpOn,
    onRetry: async () => {
      const cursor = { ...sync.cursor, beatAt: input.now().toISOString() };
      await saveProgress(input.db, sync.id, cursor, { seen: sync.seen, total: sync.total });
    },
  });
}
