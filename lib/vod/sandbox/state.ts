import path from "node:path";
import { type Change, type ChangeLog, memoryLog, openChangeLog } from "./change-log.ts";
import { libraryOf } from "./library.ts";
import { patched, type SandboxVideo, type VideoPatch } from "./video.ts";

/** Indices from here on are videos that were added; below they come from the seed. */
const ADDED_BASE = 0x4000_0000;
const COMPACT_AFTER_LINES = 2000;
const DELETED_PER_LINE = 1000;

export type StateOptions = { seed: number; count: number; dataDir?: string | undefined; now: () => number };
export type State = ReturnType<typeof openState>;

/**
 * The library as it is now: the seeded videos, with what was changed, deleted and added since. A video is
 * referred to by its index. Everything that changes goes to the change log before it is answered.
 */
export function openState({ seed, count, dataDir, now }: StateOptions) {
  const library = libraryOf(seed);
  const deletedSources = new Set<number>();
  const patches = new Map<number, VideoPatch>();
  const added: SandboxVideo[] = [];
  const addedIds = new Map<string, number>();
  /** Until when (Unix ms) reads still show the source of a video that has been deleted. */
  const lagging = new Map<number, number>();
  let version = 0;

  const apply = (change: Change): void => {
    if ("deleted" in change) {
      for (const index of change.deleted) deletedSources.add(index);
      return;
    }
    version += 1;
    if ("added" in change) {
      addedIds.set(change.added.id, ADDED_BASE + added.length);
      added.push(change.added);
      return;
    }
    patches.set(change.index, { ...patches.get(change.index), ...change.patch });
    if (change.patch.mezzanineStatus !== undefined && change.patch.mezzanineStatus !== "Deleted") {
      deletedSources.delete(change.index);
    }
  };

  function* everything(): Generator<Change> {
    for (const video of added) yield { added: video };
    for (const [index, patch] of patches) yield { index, patch };
    const deleted = [...deletedSources];
    for (let at = 0; at < deleted.length; at += DELETED_PER_LINE) {
      yield { deleted: deleted.slice(at, at + DELETED_PER_LINE) };
    }
  }

  let log: ChangeLog = memoryLog;
  if (dataDir !== undefined) {
    const opened = openChangeLog(path.join(dataDir, `changes-seed-${seed}.jsonl`), apply);
    log = opened.log;
    if (opened.torn || opened.lines > COMPACT_AFTER_LINES) log.compact(everything());
  }
  const change = (entry: Change): void => {
    log.append(entry);
    apply(entry);
  };

  const base = (index: number): SandboxVideo => added[index - ADDED_BASE] ?? library.video(index);
  const exists = (index: number) =>
    (index < count || index - ADDED_BASE < added.length) && patches.get(index)?.vanished !== true;

  const view = (index: number, sourceDeleted: boolean): SandboxVideo => {
    const patch = patches.get(index);
    const video = patch ? patched(base(index), patch) : base(index);
    const mezzanineStatus = sourceDeleted ? "Deleted" : video.mezzanineStatus;
    // An original stream is the source itself, so it goes with it.
    return mezzanineStatus === "Deleted"
      ? { ...video, mezzanineStatus, streams: video.streams.filter((stream) => !stream.original) }
      : video;
  };

  const findEver = (id: string): number | undefined => {
    const seeded = library.indexOf(id);
    return seeded >= 0 && seeded < count ? seeded : addedIds.get(id);
  };
  const find = (id: string): number | undefined => {
    const index = findEver(id);
    return index !== undefined && exists(index) ? index : undefined;
  };

  const findReference = (reference: string): number | undefined => {
    const seeded = library.indexOfReference(reference);
    if (seeded >= 0 && seeded < count) return exists(seeded) ? seeded : undefined;
    const at = added.findIndex((video) => video.referenceId === reference);
    return at >= 0 && exists(ADDED_BASE + at) ? ADDED_BASE + at : undefined;
  };

  return {
    seededLibrary: library,
    count,
    /** Seeded and added videos together, vanished ones too. */
    size: () => count + added.length,
    /** Grows with every change that a search could see. */
    version: () => version,
    /** Neither changed nor added: the library's own columns hold. */
    untouched: (index: number) => index < ADDED_BASE && !patches.has(index),
    /** Every index there is, vanished ones left out. */
    *indices(): Generator<number> {
      for (let index = 0; index < count; index++) if (exists(index)) yield index;
      for (let at = 0; at < added.length; at++) if (exists(ADDED_BASE + at)) yield ADDED_BASE + at;
    },
    idOf: (index: number) => added[index - ADDED_BASE]?.id ?? library.id(index),
    exists,
    find,
    /** Like `find`, vanished videos included. */
    findEver,
    findReference,
    /** The video as it truly is. */
    truth: (index: number) => view(index, deletedSources.has(index)),
    /** The video as a read shows it, which may lag behind a deletion. */
    seen: (index: number) => {
      const until = lagging.get(index);
      if (until !== undefined && until <= now()) lagging.delete(index);
      return view(index, deletedSources.has(index) && !lagging.has(index));
    },
    /** Deletes the sources; reads show it only after `lagMs`. */
    deleteSources: (indices: readonly number[], lagMs: number) => {
      if (indices.length === 0) return;
      change({ deleted: [...indices] });
      if (lagMs > 0) for (const index of indices) lagging.set(index, now() + lagMs);
    },
    patch: (index: number, patch: VideoPatch) => {
      // Checked before it is written: a line that cannot be applied must not reach the log.
      patched(base(index), patch);
      change({ index, patch });
    },
    /** Adds a video; its id must be new. */
    add: (video: SandboxVideo) => {
      if (findEver(video.id) !== undefined) throw new RangeError(`the video ${video.id} exists already`);
      change({ added: video });
    },
    /** The ids whose sources have been deleted by requests, oldest first. */
    deleted: () => [...deletedSources].map((index) => added[index - ADDED_BASE]?.id ?? library.id(index)),
    close: () => log.close(),
  };
}
