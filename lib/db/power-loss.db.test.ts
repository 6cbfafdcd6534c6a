import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPglite } from "./open-pglite.ts";
import { pgliteTarget } from "./open-test-store.ts";
import { nothingLost } from "./power-loss/crash-fate.ts";
import { ledgerFaults, ledgerWorkload } from "./power-loss/ledger-workload.ts";
import { cutPower, type Recording, writeEnd } from "./power-loss/power-loss.ts";
import { recordStore } from "./power-loss/record-store.ts";

/** More images: `POWER_LOSS_IMAGES=200 npx vitest run lib/db/power-loss`. A failure names its seed. */
const IMAGES = Number(process.env.POWER_LOSS_IMAGES ?? 12);
const SEED = Number(process.env.POWER_LOSS_SEED ?? Math.floor(Math.random() * 2 ** 31));
const ROOM_BYTES = 1024 ** 3;
const LONGEST_MS = 60_000 + IMAGES * 20_000;

let scratch = "";
let base = "";
let removeBase = async () => {};

beforeAll(async () => {
  const prepared = await pgliteTarget();
  base = path.join(prepared.target.dataDir, "pgdata");
  removeBase = prepared.remove;
  scratch = fs.mkdtempSync(path.join(placeForImages(), "mezzanine-power-loss-"));
});

afterAll(async () => {
  await removeBase();
  fs.rmSync(scratch, { recursive: true, force: true });
});

/** Does the workload on a copy of the base, in `folder`. */
async function record(folder: string, fsyncs: "made" | "dropped"): Promise<Recording> {
  fs.cpSync(base, folder, { recursive: true });
  const steps = ledgerWorkload();
  const operations = await recordStore(
    folder,
    fsyncs,
    steps.map((step) => step.text),
  );
  return { base, steps, operations };
}

describe("power loss on the embedded store", () => {
  let recording: Recording;
  let folder = "";

  beforeAll(async () => {
    folder = path.join(scratch, "hardened");
    recording = await record(folder, "made");
  });

  it("is recorded completely: the record makes the folder again, byte for byte", () => {
    const again = path.join(scratch, "again");
    writeEnd(recording, again, nothingLost);
    expect(filesOf(again)).toEqual(filesOf(folder));
    for (const name of filesOf(folder)) {
      const same = fs.readFileSync(path.join(again, name)).equals(fs.readFileSync(path.join(folder, name)));
      expect(same, name).toBe(true);
    }
  });

  it("is checked by what names a row that is missing, changed, uncounted, or not yet sent", async () => {
    const rows = recording.steps.at(-1)?.rows ?? 0;
    const dataDir = path.join(scratch, "checked");
    writeEnd(recording, path.join(dataDir, "pgdata"), nothingLost);
    const store = await openPglite(dataDir, () => {});
    const faults = async (least: number, most: number) => {
      const found = await store.executeSql(ledgerFaults(least, most));
      return found.rows.map((row) => row.fault);
    };
    try {
      expect(await faults(rows, rows)).toEqual([]);
      expect(await faults(rows + 1, rows + 1)).toEqual([
        `acknowledged ${rows + 1}, and only ${rows} are there`,
      ]);
      expect(await faults(0, rows - 1)).toEqual([`sent ${rows - 1}, and ${rows} are there`]);
      await store.exec("update ledger set body = 'x' where n = 5");
      expect(await faults(rows, rows)).toEqual(["1 rows hold something else"]);
      await store.exec("delete from ledger where n = 5");
      expect(await faults(rows, rows)).toEqual([
        `gaps: ${rows - 1} rows up to ${rows}`,
        `counted ${rows} of ${rows - 1}`,
      ]);
    } finally {
      await store.close();
    }
  });

  it("finds an fsync before every acknowledged commit", () => {
    let fsyncs = 0;
    const perCommit: number[] = [];
    for (const operation of recording.operations) {
      if (operation.op === "sync") fsyncs += 1;
      else if (operation.op === "acknowledged") {
        if (recording.steps[operation.id - 1]?.text.includes("commit")) perCommit.push(fsyncs);
        fsyncs = 0;
      }
    }
    expect(perCommit.length).toBe(recording.steps.filter((step) => step.text.includes("commit")).length);
    expect(Math.min(...perCommit)).toBeGreaterThanOrEqual(1);
  });

  it("loses no acknowledged change and opens intact, whatever of the unsynced writes is there", {
    timeout: LONGEST_MS,
  }, async () => {
    let images = 0;
    for await (const { instant, during, faults } of cutPower(recording, scratch, IMAGES, SEED)) {
      expect(faults, `POWER_LOSS_SEED=${SEED}, image ${images}, after ${instant}: ${during}`).toEqual([]);
      images += 1;
    }
    expect(images).toBe(IMAGES);
  });

  it("is seen by the same images where no fsync reaches the disk", { timeout: LONGEST_MS }, async () => {
    const unhardened = await record(path.join(scratch, "unhardened"), "dropped");
    expect(unhardened.operations.filter((operation) => operation.op === "sync")).toEqual([]);
    let broken: string[] = [];
    for await (const { faults } of cutPower(unhardened, scratch, IMAGES, SEED)) {
      broken = faults;
      if (broken.length > 0) break;
    }
    expect(broken, `POWER_LOSS_SEED=${SEED}`).not.toEqual([]);
  });
});

/**
 * Linux's file system in memory, where it has room: recovery syncs each of a thousand files, which says
 * nothing here, since the images are made from the record and not from what that disk did.
 */
function placeForImages(): string {
  const memory = "/dev/shm";
  if (process.platform !== "linux" || !fs.existsSync(memory)) return os.tmpdir();
  const { bavail, bsize } = fs.statfsSync(memory);
  return bavail * bsize > ROOM_BYTES ? memory : os.tmpdir();
}

function filesOf(folder: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
