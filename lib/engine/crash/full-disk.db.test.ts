import * as fs from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { pgliteTarget } from "../../db/open-test-store.ts";
import { maySmallDisk, openSmallDisk, type SmallDisk } from "../../db/small-disk.ts";
import { type CrashTrial, startCrashTrial } from "./crash-trial.ts";
import { type SpawnedNode, spawnNode } from "./spawn-node.ts";

const WORKER = path.join(import.meta.dirname, "crash-worker.ts");
const ITEMS = 200;
const PATIENCE = { timeout: 30_000, interval: 20 };

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function smallDisk(sizeMb: number): SmallDisk {
  const disk = openSmallDisk(sizeMb);
  if (!disk) throw new Error("The right to mount has gone.");
  cleanUps.push(disk.remove);
  return disk;
}

function live(trial: CrashTrial): SpawnedNode {
  const child = spawnNode(WORKER, { ...trial.settings, LOG_LEVEL: "fatal" });
  cleanUps.push(async () => {
    child.kill("SIGKILL");
    await child.ended;
  });
  return child;
}

const received = (trial: CrashTrial, deletes: number) =>
  vi.waitFor(
    () =>
      expect(trial.sandbox.requests({ action: "DeleteMezzanines" }).length).toBeGreaterThanOrEqual(deletes),
    PATIENCE,
  );

/* A disk that is really full, under a real process. Not registered where nobody may mount one: a skipped test
   counts as failed. */
const disks = maySmallDisk() ? ["tmpfs"] : [];
describe.each(disks)("a full disk (%s)", () => {
  it.each([
    ["before the list is frozen", { deletes: 0, leave: 200_000 }],
    ["while calls are under way", { deletes: 2, leave: 0 }],
    ["late in the run", { deletes: 7, leave: 0 }],
  ])(
    "under PGlite, %s, ends the process with a sentence; the next one finishes",
    async (_when, full) => {
      const disk = smallDisk(160);
      const { target, remove } = await pgliteTarget();
      const dataDir = path.join(disk.folder, "data");
      fs.cpSync(target.dataDir, dataDir, { recursive: true });
      await remove();
      const trial = await startCrashTrial({ DATA_DIR: dataDir }, 7);
      cleanUps.push(trial.close);
      await trial.add(ITEMS);

      const child = live(trial);
      await child.said("ready");
      await received(trial, full.deletes);
      disk.fill(full.leave);
      await child.said("is full (");
      const end = await child.ended;
      expect(end).toMatchObject({ code: 1, signal: null, errors: "" });
      const before = trial.sandbox.requests().length;
      expect(before).toBeGreaterThanOrEqual(full.deletes);

      // Started again without space it says the same, and asks nothing of VOD that it could not write down.
      const deletes = trial.sandbox.requests({ action: "DeleteMezzanines" }).length;
      disk.fill(0);
      expect(await live(trial).ended).toMatchObject({
        code: 1,
        errors: expect.stringContaining("is full ("),
      });
      expect(trial.sandbox.requests({ action: "DeleteMezzanines" })).toHaveLength(deletes);

      disk.makeSpace();
      expect(await trial.live(null)).toBe("done");
      expect(await trial.judge()).toEqual([]);
    },
    60_000,
  );
});
