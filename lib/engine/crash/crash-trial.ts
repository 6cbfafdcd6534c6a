import { randomUUID } from "node:crypto";
import path from "node:path";
import { catalogSyncs } from "../../db/schema.ts";
import type { Db } from "../../db/types.ts";
import { unit } from "../../vod/sandbox/random.ts";
import { startSandbox } from "../../vod/sandbox/server.ts";
import { createDeletion } from "../create-deletion.ts";
import type { EngineDeps } from "../deps.ts";
import { openCrashConsole } from "./crash-console.ts";
import { CRASH_POINTS } from "./crash-points.ts";
import { type Fate, type Finding, judge } from "./judge.ts";
import { OPERATOR } from "./operator.ts";
import { type SpawnedNode, spawnNode } from "./spawn-node.ts";

/** Waits are short; their order is that of the real ones. Few calls a second leave something for every death. */
const SETTINGS = {
  COUNTDOWN_MS: "0",
  REQUEST_TIMEOUT_MS: "400",
  RECONCILE_GRACE_MS: "100",
  READBACK_LAG_MS: "200",
  VERIFY_DELAY_MS: "20",
  // As far beyond a takeover as in earnest: within it every id that was sent is found out.
  VERIFY_DEADLINE_MS: "900000",
  RATE_DELETE: "12",
  RATE_INSPECT: "80",
  // What the sandbox receives is judged: all of it is about deletions.
  LOOK_AT_SOURCES: "off",
};
const WORKER = path.join(import.meta.dirname, "crash-worker.ts");

export type CrashTrial = Awaited<ReturnType<typeof startCrashTrial>>;

/**
 * A sandbox that stays, a database that stays, and console processes that die. `target` is the database's
 * place as in the process's settings. All chance comes from `seed`.
 */
export async function startCrashTrial(target: { DATABASE_URL?: string; DATA_DIR?: string }, seed: number) {
  let drawn = 0;
  const random = () => unit(seed, drawn++, 1);
  const sandbox = await startSandbox({ videos: 300, seed, random });
  const settings = { ...SETTINGS, ...target, SANDBOX_URL: sandbox.url };
  const fates = new Map<string, Fate>();
  const lives = new Set<SpawnedNode>();
  let made = 0;
  setFaults(sandbox);

  /** Makes a deletion of so many mixed ids, which nobody drives yet. */
  async function addTo(c: EngineDeps, count: number): Promise<string> {
    await markCatalogRead(c);
    const ids = mixed(sandbox, count, fates);
    made += 1;
    const { id } = await createDeletion(c, {
      actor: OPERATOR,
      idempotencyKey: `crash-${made}`,
      selection: { kind: "ids", ids },
      selectedCount: ids.length,
    });
    return id;
  }

  return {
    sandbox,
    settings,
    /** A console that looks on or prepares; the caller closes its store. */
    open: () => openCrashConsole(settings),
    addTo,
    /** The same with a console that is opened for the moment. */
    async add(count: number): Promise<void> {
      const c = await openCrashConsole(settings);
      try {
        await addTo({ ...c, queue: { send: async () => {} } }, count);
      } finally {
        await c.store.close();
      }
    },
    /**
     * One life of the console.
     *
     * @param spec where it dies (crash-points.ts); null: nowhere
     * @param company whether others may live meanwhile (PostgreSQL only)
     * @returns whether it died there, or ended because nothing was left to do
     * @throws Error with what it wrote when it ended in any other way
     */
    async live(
      spec: string | null,
      company: "alone" | "beside-others" = "alone",
    ): Promise<"killed" | "done"> {
      const child = spawnNode(WORKER, {
        ...settings,
        CRASH_COMPANY: company,
        ...(spec ? { CRASH_AT: spec } : {}),
      });
      lives.add(child);
      const { code, signal, errors } = await child.ended;
      lives.delete(child);
      if (signal === "SIGKILL") return "killed";
      if (code === 0) return "done";
      throw new Error(`The process ended with ${code ?? signal} at ${spec ?? "no crash"}: ${errors}`);
    },
    /** What is not as promised, after the last life. */
    judgeIn: (db: Db) => judge(db, sandbox, fates),
    /** The same with a console that is opened for the moment. */
    async judge(): Promise<Finding[]> {
      const c = await openCrashConsole(settings);
      try {
        return await judge(c.db, sandbox, fates);
      } finally {
        await c.store.close();
      }
    },
    async close(): Promise<void> {
      for (const child of lives) child.kill("SIGKILL");
      await Promise.all([...lives].map((child) => child.ended));
      await sandbox.close();
    },
  };
}

/** So that the workers have nothing else to do than to drive. */
async function markCatalogRead(c: EngineDeps): Promise<void> {
  const now = new Date();
  await c.db.insert(catalogSyncs).values({
    id: randomUUID(),
    environmentId: c.environment.id,
    state: "finished",
    startedAt: now,
    finishedAt: now,
  });
}

/** Points drawn by chance, somewhere in the first moments of a life. */
export function randomPoints(count: number, seed: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const point = CRASH_POINTS[Math.floor(unit(seed, i, 2) * CRASH_POINTS.length)];
    const most = point?.startsWith("commit") ? 40 : 8;
    return `${point}:${1 + Math.floor(unit(seed, i, 3) * most)}`;
  });
}

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** Answers take a moment, and some of those that matter never come, whether or not the call took effect. */
function setFaults(sandbox: Sandbox): void {
  const often = (probability: number) => ({ always: true, probability });
  sandbox.addFaults(
    { kind: "latency", action: "*", ms: [20, 60], always: true },
    { kind: "readLag", action: "DeleteMezzanines", ms: 150, ...often(0.3) },
    { kind: "status5xx", action: "DeleteMezzanines", when: "before", ...often(0.04) },
    { kind: "status5xx", action: "DeleteMezzanines", when: "after", ...often(0.04) },
    { kind: "resetBefore", action: "DeleteMezzanines", ...often(0.04) },
    { kind: "resetAfter", action: "DeleteMezzanines", ...often(0.04) },
    { kind: "status5xx", action: "BatchGetMediaInfos", when: "before", ...often(0.04) },
    { kind: "resetBefore", action: "BatchGetMediaInfos", ...often(0.04) },
  );
}

/** New ids of every kind that matters here, in turn, and what must become of them. */
function mixed(sandbox: Sandbox, count: number, fates: Map<string, Fate>): string[] {
  return Array.from({ length: count }, (_, i) => {
    const kind = i % 10;
    if (kind === 9 && i % 20 === 9) {
      const id = randomUUID().replaceAll("-", "");
      fates.set(id, "missing");
      return id;
    }
    if (kind === 9) {
      // Nobody agrees to losing the last copy, so it stays.
      const { id } = sandbox.addVideo({ streams: [] });
      fates.set(id, "kept");
      return id;
    }
    if (kind >= 6) {
      const { id } = sandbox.addVideo({ transcodeMode: "AsyncTranscode" });
      sandbox.changeVideo(id, { addOriginalStream: true });
      fates.set(id, "deleted-by-force");
      return id;
    }
    const { id } = sandbox.addVideo({});
    fates.set(id, "deleted");
    return id;
  });
}
