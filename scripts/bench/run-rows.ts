import { setTimeout as wait } from "node:timers/promises";
import { EMPTY_FILTER } from "../../lib/catalog/filter.ts";
import { listVideos } from "../../lib/catalog/queries.ts";
import { BATCH_SIZE } from "../../lib/deletion/plan-batches.ts";
import type { EngineDeps } from "../../lib/engine/deps.ts";
import { driveDeletion } from "../../lib/engine/driver/drive-deletion.ts";
import { listDeletions } from "../../lib/engine/list-deletions.ts";
import { readDeletion } from "../../lib/engine/read-deletion.ts";
import { driveFor } from "./engine-parts.ts";
import type { Measurement, Size, StoreKind } from "./measurement.ts";
import { percentile } from "./measurement.ts";
import { frozenDeletion } from "./plan-row.ts";
import { scriptedVod } from "./scripted-vod.ts";

const LEAST_BATCHES = { pglite: 500, postgres: 2_000 } as const;
const IDLE_MS = 2_000;
const MIB = 1024 * 1024;
/** Two people who watch, a little eager: each kind of request so often. */
const REQUEST_EVERY_MS = 100;

/** Sends with nothing upstream, and leaves half of the list to the next row; read-backs are due after it. */
export async function engineRow(c: EngineDeps, store: StoreKind, size: Size): Promise<Measurement[]> {
  const id = await frozenDeletion(c);
  const stop = new AbortController();
  const enough = size.videos / BATCH_SIZE / 2;
  const { vod, seen } = scriptedVod({
    sources: "gone",
    onDelete: (count) => {
      if (count >= enough) stop.abort();
    },
  });
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(size.seconds * 1000)]);
  await driveDeletion({ ...c, vod, env: readBacksIn(c, 3_600_000) }, id, signal);
  const alone = (seen.deletes * 1000) / (seen.lastAt - seen.firstAt);
  const own = { row: "engine", store, unit: "batches/s", bound: "least" } as const;
  return [{ ...own, what: "engine, VOD answers at once", measured: alone, budget: LEAST_BATCHES[store] }];
}

/** Memory of the whole process while it sends and reads back as fast as it can, over what it held idle. */
export async function memoryRow(c: EngineDeps, store: StoreKind, size: Size): Promise<Measurement[]> {
  const id = await frozenDeletion(c);
  await readDeletion(c, id);
  await wait(IDLE_MS);
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  const { vod, seen } = scriptedVod({ sources: "gone" });
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(process.memoryUsage.rss()), 100);
  const started = performance.now();
  await driveFor({ ...c, vod, env: readBacksIn(c, 0) }, id, size.seconds * 2);
  const seconds = (performance.now() - started) / 1000;
  clearInterval(timer);
  const third = Math.floor(samples.length / 3);
  const middle = percentile(samples.slice(third, third * 2), 0.5);
  const last = percentile(samples.slice(third * 2), 0.5);
  const own = { row: "memory", store, unit: "MiB", bound: "most" } as const;
  return [
    { ...own, what: "memory over idle, highest", measured: (Math.max(...samples) - idle) / MIB, budget: 150 },
    {
      ...own,
      what: "growth from the middle third to the last",
      measured: (last - middle) / MIB,
      budget: null,
    },
    { ...own, what: "idle", measured: idle / MIB, budget: null },
    {
      ...own,
      what: "batches sent a second with read-backs beside them",
      measured: seen.deletes / seconds,
      unit: "batches/s",
      budget: null,
      bound: "least",
    },
    {
      ...own,
      what: "read-backs of 20 a second meanwhile",
      measured: seen.inspections / seconds,
      unit: "calls/s",
      budget: null,
      bound: "least",
    },
  ];
}

/** What screens ask while a run goes at 50 calls a second, answered by the same process. */
export async function requestsRow(c: EngineDeps, store: StoreKind, size: Size): Promise<Measurement[]> {
  const id = await frozenDeletion(c);
  const { vod } = scriptedVod({ sources: "gone", latencyMs: 80 });
  const requests: Record<string, () => Promise<unknown>> = {
    "a page of videos": () =>
      listVideos(c.db, c.environment.id, {
        filter: EMPTY_FILTER,
        sort: "created.desc",
        cursor: null,
        limit: 50,
      }),
    "the list of deletions": () => listDeletions(c, {}),
    "one deletion's progress": () => readDeletion(c, id),
  };
  const running = driveFor({ ...c, vod }, id, size.seconds);
  const results: Measurement[] = [];
  const samples = await Promise.all(
    Object.values(requests).map((request) => asked(request, (size.seconds - 1) * 1000)),
  );
  await running;
  for (const [i, name] of Object.keys(requests).entries()) {
    const own = { row: "requests", store, unit: "ms", bound: "most" } as const;
    const times = samples[i] ?? [];
    results.push(
      { ...own, what: `p50 of ${name}`, measured: percentile(times, 0.5), budget: 25 },
      { ...own, what: `p99 of ${name}`, measured: percentile(times, 0.99), budget: 150 },
    );
  }
  return results;
}

/** Asked at fixed times, whether or not the one before is answered: a slow answer delays nobody's question. */
async function asked(request: () => Promise<unknown>, durationMs: number): Promise<number[]> {
  const answers: Promise<number>[] = [];
  const end = performance.now() + durationMs;
  while (performance.now() < end) {
    const started = performance.now();
    answers.push(request().then(() => performance.now() - started));
    await wait(REQUEST_EVERY_MS);
  }
  return await Promise.all(answers);
}

function readBacksIn(c: EngineDeps, verifyDelayMs: number): EngineDeps["env"] {
  return { timing: { ...c.env.timing, verifyDelayMs } };
}
