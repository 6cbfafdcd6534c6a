import path from "node:path";
import { type SQL, sql } from "drizzle-orm";
import { expect, vi } from "vitest";
import type { Container } from "../../container.ts";
import { postgresTarget } from "../../db/open-test-store.ts";
import { rowsOf } from "../../db/rows.ts";
import { openQueue } from "../../queue/queue.ts";
import { startCrashTrial } from "./crash-trial.ts";
import { confirmWhatIsReady } from "./operator.ts";
import { type SpawnedNode, spawnNode } from "./spawn-node.ts";

export const WORKER = path.join(import.meta.dirname, "..", "worker-main.ts");
export const PATIENCE = { timeout: 90_000, interval: 50 };

/**
 * `npm run worker` as it is, any number of processes of it on one PostgreSQL database, beside a console in the
 * test's own process that only asks. For tests.
 *
 * @param cleanUps gets what must be undone after the test, to be called last first
 * @param more settings of the workers
 * @param onServer a database on a server of the test's own; without it, a new one on the tests' server
 */
export async function startScaleOutTrial(
  cleanUps: (() => Promise<void> | void)[],
  more: Record<string, string> = {},
  onServer?: string,
) {
  const databaseUrl = onServer ?? (await newDatabase(cleanUps));
  const trial = await startCrashTrial({ DATABASE_URL: databaseUrl }, 7);
  cleanUps.push(trial.close);
  const console_ = await trial.open();
  const web: Container = { ...console_, queue: await openQueue(console_.store) };
  cleanUps.push(async () => {
    await web.queue.stop({ drainMs: 1_000 });
    await web.store.close();
  });

  async function count(what: SQL): Promise<number> {
    const [row] = await rowsOf<{ n: number }>(web.db, sql`select count(*)::int as n from ${what}`);
    return Number(row?.n);
  }

  /** @param cwd where its migrations are, for another version of the console */
  function start(cwd?: string): SpawnedNode {
    const child = spawnNode(WORKER, { ...trial.settings, LOG_LEVEL: "info", ...more }, cwd);
    cleanUps.push(async () => {
      child.kill("SIGKILL");
      await child.ended;
    });
    return child;
  }

  return {
    trial,
    web,
    count,
    databaseUrl,

    start,

    /** The same, once it takes up work. */
    async worker(cwd?: string): Promise<SpawnedNode> {
      const child = start(cwd);
      await child.said("worker started");
      return child;
    },

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

async function newDatabase(cleanUps: (() => Promise<void> | void)[]): Promise<string> {
  const { target, remove } = await postgresTarget();
  cleanUps.push(remove);
  return target.databaseUrl ?? "";
}

export type ScaleOutTrial = Awaited<ReturnType<typeof startScaleOutTrial>>;
