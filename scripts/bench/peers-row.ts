import { officialClient } from "../../lib/vod/sandbox/official-client.ts";
import { openTarget, sandboxParts, type Target } from "./engine-parts.ts";
import type { Measurement, Size, StoreKind } from "./measurement.ts";
import { type SandboxProcess, startSandboxProcess } from "./sandbox-process.ts";
import { confirmedDeletion, runToEnd, steadyIdsPerSecond } from "./sandbox-run.ts";

const RATE = 50;
const LATENCY_MS = 100;
const POOL = 10;

/** The engine, a sequential loop and a naive pool on the official core client, against one sandbox. */
export async function peersRow(target: Target, store: StoreKind, size: Size): Promise<Measurement[]> {
  const opened = await openTarget(target);
  // The loop deletes 200 ids a second at best.
  const loopIds = Math.min(size.peerIds, 3_000);
  const sandbox = await startSandboxProcess(size.peerIds * 2 + loopIds);
  try {
    const c = await sandboxParts(opened, sandbox.url, "bench-peers", RATE);
    const id = await confirmedDeletion(c, sandbox.take(size.peerIds));
    await sandbox.conditions(LATENCY_MS, RATE * 1.05);
    await runToEnd(c, id);
    const engine = steadyIdsPerSecond(await sandbox.deletes());
    await sandbox.conditions(LATENCY_MS, RATE * 1.05);
    const loop = await sequentialLoop(sandbox, sandbox.take(loopIds));
    await sandbox.conditions(LATENCY_MS, RATE * 1.05);
    const pool = await naivePool(sandbox, sandbox.take(size.peerIds));
    const own = { row: "peers", store } as const;
    const explains = { ...own, budget: null, bound: "least" } as const;
    return [
      { ...explains, what: "engine, 50/s, 100 ms", measured: engine, unit: "ids/s" },
      { ...explains, what: "sequential loop, official client", measured: loop.idsPerSecond, unit: "ids/s" },
      {
        ...explains,
        what: `naive Promise.all pool of ${POOL}, official client`,
        measured: pool.idsPerSecond,
        unit: "ids/s",
      },
      {
        ...explains,
        what: "ids that this pool left undeleted, throttled",
        measured: pool.undeleted * 100,
        unit: "%",
      },
      {
        ...own,
        what: "engine ÷ sequential loop",
        measured: engine / loop.idsPerSecond,
        unit: "×",
        budget: 4.8,
        bound: "least",
      },
    ];
  } finally {
    await sandbox.stop();
    await opened.close();
  }
}

type PeerResult = { idsPerSecond: number; undeleted: number };

async function sequentialLoop(sandbox: SandboxProcess, ids: string[]): Promise<PeerResult> {
  return await timed(sandbox, ids, 1);
}

async function naivePool(sandbox: SandboxProcess, ids: string[]): Promise<PeerResult> {
  return await timed(sandbox, ids, POOL);
}

/** Batches of 20, so many at once, the next ones when all of these are answered; a refusal is passed over. */
async function timed(sandbox: SandboxProcess, ids: string[], atOnce: number): Promise<PeerResult> {
  const call = officialClient({ url: sandbox.url });
  const batches = Array.from({ length: Math.ceil(ids.length / 20) }, (_, i) =>
    ids.slice(i * 20, i * 20 + 20),
  );
  const started = performance.now();
  for (let i = 0; i < batches.length; i += atOnce) {
    await Promise.all(
      batches
        .slice(i, i + atOnce)
        .map((batch) => call("DeleteMezzanines", { VideoIds: batch.join(","), Force: "false" })),
    );
  }
  const seconds = (performance.now() - started) / 1000;
  const deleted = (await sandbox.deletes()).reduce((sum, entry) => sum + entry.deleted.length, 0);
  return { idsPerSecond: deleted / seconds, undeleted: 1 - deleted / ids.length };
}
