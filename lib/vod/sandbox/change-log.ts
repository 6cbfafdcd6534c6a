import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { addedVideoSchema, videoPatchSchema } from "./video.ts";

/** One change of the library: sources deleted (by index), a video changed, a video added. */
const changeSchema = z.union([
  z.strictObject({ deleted: z.array(z.number().int()) }),
  z.strictObject({ index: z.number().int(), patch: videoPatchSchema }),
  z.strictObject({ added: addedVideoSchema }),
]);
export type Change = z.infer<typeof changeSchema>;

/** Where changes go. Without a file they live as long as the process. */
export type ChangeLog = {
  append(change: Change): void;
  /** Replaces the whole log by fewer lines that say the same. */
  compact(changes: Iterable<Change>): void;
  close(): void;
};

export const memoryLog: ChangeLog = { append: () => {}, compact: () => {}, close: () => {} };

/**
 * Opens an append-only log of JSON lines and replays it. Each line reaches the system before the answer that
 * it is about, so the log survives the death of the process (not of the machine: there is no fsync).
 *
 * @returns the log and the number of lines replayed
 * @throws Error when a line other than a torn last one cannot be read
 */
export function openChangeLog(
  file: string,
  replay: (change: Change) => void,
): { log: ChangeLog; lines: number; torn: boolean } {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  const lines = text.split("\n");
  const torn = lines.pop() !== "";
  lines.forEach((line, at) => {
    const change = changeSchema.safeParse(parseJson(line));
    if (!change.success) throw new Error(`Line ${at + 1} of ${file} is not a change of the sandbox.`);
    replay(change.data);
  });
  let fd = fs.openSync(file, "a");
  const log: ChangeLog = {
    append: (change) => {
      fs.writeSync(fd, `${JSON.stringify(change)}\n`);
    },
    compact: (changes) => {
      const next = `${file}.next`;
      const out = fs.openSync(next, "w");
      for (const change of changes) fs.writeSync(out, `${JSON.stringify(change)}\n`);
      fs.closeSync(out);
      fs.renameSync(next, file);
      fs.closeSync(fd);
      fd = fs.openSync(file, "a");
    },
    close: () => fs.closeSync(fd),
  };
  return { log, lines: lines.length, torn };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
