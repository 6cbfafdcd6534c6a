import * as fs from "node:fs";
import path from "node:path";
import { checkImage } from "./check-image.ts";
import { type CrashFate, randomFate } from "./crash-fate.ts";
import { Disk } from "./disk.ts";
import type { FileOperation } from "./file-operation.ts";
import type { Step } from "./ledger-workload.ts";
import { seededRandom } from "./seeded-random.ts";

/** A store's work, as it was done on a copy of `base`. */
export type Recording = { base: string; steps: readonly Step[]; operations: readonly FileOperation[] };

export type Image = {
  /** The power went after this many of the operations. */
  instant: number;
  /** What the store did last, in words. */
  during: string;
  /** One sentence per fault; empty for an image that opens and holds every acknowledged change. */
  faults: string[];
};

/**
 * Cuts the power `count` times, at instants spread over the whole recording, and opens what each leaves.
 *
 * @param scratch a folder to build the images in, one after the other
 * @param seed decides the instants and what each of them leaves
 */
export async function* cutPower(
  recording: Recording,
  scratch: string,
  count: number,
  seed: number,
): AsyncGenerator<Image> {
  const random = seededRandom(seed);
  const { operations } = recording;
  const disk = new Disk(recording.base);
  let instant = 0;
  for (let index = 0; index < count; index += 1) {
    const until = Math.floor(((index + random()) / count) * (operations.length + 1));
    for (const operation of operations.slice(instant, until)) disk.apply(operation);
    instant = until;
    const dataDir = path.join(scratch, `image-${index}`);
    disk.writeImage(path.join(dataDir, "pgdata"), randomFate(random));
    const { least, most } = promisedRows(recording, instant);
    const faults = await checkImage(dataDir, least, most);
    fs.rmSync(dataDir, { recursive: true, force: true });
    yield { instant, during: inWords(operations[instant - 1]), faults };
  }
}

/** Writes into `target` what the whole recording left on disk. */
export function writeEnd(recording: Recording, target: string, fate: CrashFate): void {
  const disk = new Disk(recording.base);
  for (const operation of recording.operations) disk.apply(operation);
  disk.writeImage(target, fate);
}

function promisedRows({ steps, operations }: Recording, instant: number) {
  let done = 0;
  for (const operation of operations.slice(0, instant)) {
    if (operation.op === "acknowledged") done = operation.id;
  }
  const least = steps[done - 1]?.rows ?? null;
  return { least, most: steps[done]?.rows ?? least ?? 0 };
}

function inWords(operation: FileOperation | undefined): string {
  if (!operation) return "nothing";
  const { op, ...rest } = operation;
  return `${op} ${JSON.stringify({ ...rest, ...("data" in rest && { data: rest.data.length }) })}`;
}
