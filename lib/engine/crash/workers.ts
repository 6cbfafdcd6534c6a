import path from "node:path";
import { type SQL, sql } from "drizzle-orm";
import { expect, vi } from "vitest";
import type { Container } from "../../container.ts";
import { rowsOf } from "../../db/rows.ts";
import { openQueue } from "../../queue/queue.ts";
import { type CrashTrial, startCrashTrial } from "./crash-trial.ts";
import { confirmWhatIsReady } from "./operator.ts";
import { type SpawnedNode, spawnNode } from "./spawn-node.ts";

/** `npm run worker` as it is. */
export const WORKER = path.join(import.meta.dirname, "..", "worker-main.ts");
export const PATIENCE = { timeout: 90_000, interval: 50 };

/** Processes of the real worker on a PostgreSQL database, beside a console that only asks. For tests only. */
export async function workersOn(databaseUrl: string, cleanUps: (() => Promise<void> | void)[]) {
  const trial: CrashTrial = await startCrashTrial({ DATABASE_URL: databaseUrl }, 7);
  cleanUps.push(trial.close);
  const looksOn = await trial.open();
  const web: Container = { ...looksOn, queue: await openQueue(looksOn.store) };
  cleanUps.push(async () => {
    await web.queue.stop({ drainMs: 1_000 });
    await web.store.close();
  });

  async function worker(): Promise<SpawnedNode> {
    const child = spawnNode(WORKER, { ...trial.settings, LOG_LEVEL: "info" });
    cleanUps.push(async () => {
      child.kill("SIGKILL");
      await child.ended;
    });
    await child.said("worker started");
    return child;
  }

  async function count(what: SQL): Promise<number> {
    const [row] = await rowsOf<{ n: number }>(web.db, sql`select count(*)::int as n from ${what}`);
    return Number(row?.n);
  }

  return {
    trial,
    web,
    worker,
    count,
    /** Confirms what is reviewed until so many are, and so many calls of theirs have been received. */
    async underWay(deletions: number, calls: number): Promise<void> {
      const before = trial.sandbox.requests({ action: "DeleteMezzanines" }).length;
      await vi.waitFor(async () => {
        await confirmWhatIsReady(web);
        expect(await count(sql`deletions where started_at is not null`)).toBe(deletions);
        const received = trial.sandbox.requests({ action: "DeleteMezzanines" }).length - before;
        expect(received).toBeGreaterThanOrEqual(calls);
      }, PATIENCE);
    },
    allFinished: () =>
      vi.waitFor(async () => expect(await count(sql`deletions where state <> 'finished'`)).toBe(0), PATIENCE),
  };
}
