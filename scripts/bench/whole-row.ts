import { monitorEventLoopDelay } from "node:perf_hooks";
import { createDeletion } from "../../lib/engine/create-deletion.ts";
import type { EngineDeps } from "../../lib/engine/deps.ts";
import { driveDeletion } from "../../lib/engine/driver/drive-deletion.ts";
import { exportDeletion } from "../../lib/engine/export-deletion.ts";
import { readDeletion } from "../../lib/engine/read-deletion.ts";
import { ACTOR, confirm } from "./engine-parts.ts";
import { type Measurement, percentile, type Size, type StoreKind } from "./measurement.ts";
import { scriptedVod } from "./scripted-vod.ts";

const MIB = 1024 * 1024;
const LOOK_EVERY_MS = 1_000;

/** The whole library in one deletion, from the submit to the export of its results, and a person who watches. */
export async function wholeRow(c: EngineDeps, store: StoreKind, size: Size): Promise<Measurement[]> {
  const { vod } = scriptedVod({ sources: "gone-once-deleting" });
  const parts: EngineDeps = { ...c, vod, env: { timing: { ...c.env.timing, verifyDelayMs: 0 } } };
  const looks = { preparing: [] as number[], running: [] as number[] };
  const memory = { preparing: [] as number[], running: [] as number[] };
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const selection = { kind: "filter", filterText: "", excludedIds: [] as string[] } as const;
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  const started = performance.now();
  loop.enable();
  const { id } = await createDeletion(parts, {
    actor: ACTOR,
    idempotencyKey: "bench-whole",
    selection: { ...selection, excludedIds: [] },
    selectedCount: size.videos,
  });
  let confirmed: number | null = null;
  const watch = setInterval(() => {
    const asked = performance.now();
    const phase = confirmed === null ? "preparing" : "running";
    memory[phase].push(process.memoryUsage.rss());
    void readDeletion(parts, id).then(() => looks[phase].push(performance.now() - asked));
  }, LOOK_EVERY_MS);
  const never = new AbortController().signal;
  await driveDeletion(parts, id, never);
  const review = (performance.now() - started) / 1000;
  const planned = (await readDeletion(parts, id))?.plan.total.count;
  await confirm(parts, id);
  confirmed = performance.now();
  await driveDeletion(parts, id, never);
  // The first batch of a large run goes alone; its verification opens the lane.
  const run = (performance.now() - confirmed) / 1000;
  clearInterval(watch);
  loop.disable();
  const seen = await readDeletion(parts, id);
  if (seen?.state !== "finished" || seen.tallies.verified.count !== planned) {
    throw new Error(`the whole run ended as ${seen?.state}: ${JSON.stringify(seen?.tallies)}`);
  }
  const exported = await exportAll(parts, id);
  const own = { row: "whole", store, budget: null, bound: "most" } as const;
  // Thirds of the run alone: the freeze, the forecast and the run are different work with different needs.
  const third = Math.floor(memory.running.length / 3);
  const middle = percentile(memory.running.slice(third, third * 2), 0.5);
  const last = percentile(memory.running.slice(third * 2), 0.5);
  const all = size.videos.toLocaleString("en");
  return [
    { ...own, what: `${all} ids from submit to review, looks answered at once`, measured: review, unit: "s" },
    {
      ...own,
      what: `${all} ids from confirm to all verified, VOD answers at once`,
      measured: run,
      unit: "s",
    },
    {
      ...own,
      what: "memory over idle, highest",
      measured: (Math.max(...memory.preparing, ...memory.running) - idle) / MIB,
      unit: "MiB",
      budget: 150,
    },
    {
      ...own,
      what: "growth from the middle third of the run to its last",
      measured: (last - middle) / MIB,
      unit: "MiB",
    },
    { ...own, what: "longest block of the event loop", measured: loop.max / 1e6, unit: "ms", budget: 100 },
    ...progress("while it is prepared", looks.preparing),
    ...progress("while it runs", looks.running),
    { ...own, what: `export of ${all} results as CSV`, measured: exported.seconds, unit: "s" },
    { ...own, what: "memory over before, highest, meanwhile", measured: exported.mib, unit: "MiB" },
  ];

  function progress(when: string, times: readonly number[]): Measurement[] {
    return [50, 99].map((p) => ({
      ...own,
      what: `p${p} of its progress, asked every second, ${when}`,
      measured: percentile(times, p / 100),
      unit: "ms",
    }));
  }
}

async function exportAll(c: EngineDeps, id: string): Promise<{ seconds: number; mib: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const started = performance.now();
  let most = before;
  for await (const _piece of (await exportDeletion(c, id, "csv")) ?? []) {
    most = Math.max(most, process.memoryUsage.rss());
  }
  return { seconds: (performance.now() - started) / 1000, mib: (most - before) / MIB };
}
