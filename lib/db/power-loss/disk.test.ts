import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CrashFate, nothingLost } from "./crash-fate.ts";
import { Disk } from "./disk.ts";
import { PAGE_BYTES } from "./disk-file.ts";
import type { FileOperation } from "./file-operation.ts";

/** Everything that may be lost is lost. */
const allLost: CrashFate = { page: () => 0, keepsLength: () => false, names: (lasting) => lasting };

let scratch = "";

beforeEach(() => {
  scratch = fs.mkdtempSync(path.join(os.tmpdir(), "mezzanine-disk-"));
  fs.mkdirSync(path.join(scratch, "base", "sub"), { recursive: true });
  fs.writeFileSync(path.join(scratch, "base", "old"), "old");
});

afterEach(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** The content of each file after the operations and a power loss. */
function left(operations: FileOperation[], fate: CrashFate): Record<string, string> {
  const disk = new Disk(path.join(scratch, "base"));
  for (const operation of operations) disk.apply(operation);
  const image = fs.mkdtempSync(path.join(scratch, "image-"));
  disk.writeImage(image, fate);
  const files = fs.readdirSync(image, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  const named = files.map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(named.map((file) => [path.relative(image, file), fs.readFileSync(file, "utf8")]));
}

const open = (fd: number, name: string): FileOperation => ({ op: "open", fd, path: name });
const write = (fd: number, text: string, position = 0): FileOperation => {
  return { op: "write", fd, position, data: Buffer.from(text) };
};
const sync = (fd: number): FileOperation => ({ op: "sync", fd });
const create = (name: string): FileOperation => ({ op: "create-file", path: name });
const remove = (name: string): FileOperation => ({ op: "remove-file", path: name });
const rename = (from: string, to: string): FileOperation => ({ op: "rename", from, to });
const resize = (target: number, sizeBytes: number): FileOperation => ({ op: "resize", target, sizeBytes });

describe("the disk that power losses are played on", () => {
  it("keeps what was synced and may lose what was written after", () => {
    const operations = [open(3, "old"), write(3, "new"), sync(3), write(3, "NEWER")];
    expect(left(operations, allLost)).toEqual({ old: "new" });
    expect(left(operations, nothingLost)).toEqual({ old: "NEWER" });
  });

  it("loses pages one by one, with zeros before a later page that is there", () => {
    const two = [open(3, "old"), write(3, "a".repeat(PAGE_BYTES) + "b".repeat(PAGE_BYTES))];
    const asked: number[] = [];
    const onlySecond: CrashFate = {
      ...allLost,
      page: (versions) => (asked.push(versions) === 2 ? versions : 0),
    };
    const content = left(two, onlySecond).old ?? "";
    expect(content.replaceAll("\0", "")).toBe(`old${"b".repeat(PAGE_BYTES)}`);
    expect(content.length).toBe(2 * PAGE_BYTES);
  });

  it("may leave any version of a page since its last sync", () => {
    const operations = [open(3, "old"), write(3, "one"), write(3, "two"), write(3, "six")];
    const found = [0, 1, 2, 3].map(
      (version) => left(operations, { ...nothingLost, page: () => version }).old,
    );
    expect(found).toEqual(["old", "one", "two", "six"]);
  });

  it("leaves zeros, or a shorter file, where a file grew unsynced", () => {
    const operations = [create("fresh"), open(3, "fresh"), write(3, "abc")];
    expect(left(operations, { ...nothingLost, page: () => 0 }).fresh).toBe("\0\0\0");
    expect(left(operations, { ...nothingLost, page: () => 0, keepsLength: () => false }).fresh).toBe("");
  });

  it("takes back names and lengths from the last one on, and none before a synced one", () => {
    const operations = [create("a"), rename("old", "b"), create("c"), open(3, "b"), resize(3, 1)];
    const keeping = (names: number) => left(operations, { ...nothingLost, names: () => names });
    expect(keeping(0)).toEqual({ old: "old" });
    expect(keeping(2)).toEqual({ a: "", b: "old" });
    expect(keeping(3)).toEqual({ a: "", b: "old", c: "" });
    expect(keeping(4)).toEqual({ a: "", b: "o", c: "" });
    expect(left([...operations, sync(3)], allLost)).toEqual({ a: "", b: "o", c: "" });
  });

  it("keeps the names in a folder once the folder was synced", () => {
    const operations = [rename("old", "sub/moved"), open(3, "sub"), sync(3), remove("sub/moved")];
    expect(left(operations, allLost)).toEqual({ "sub/moved": "old" });
    expect(left(operations, nothingLost)).toEqual({});
    expect(left([rename("old", "x"), open(3, "sub"), sync(3)], allLost)).toEqual({ old: "old" });
  });

  it("keeps a file open under its old name while it is renamed and removed", () => {
    const operations = [open(3, "old"), rename("old", "x"), write(3, "abc"), remove("x"), write(3, "xyz")];
    expect(left(operations, { ...nothingLost, names: () => 1 })).toEqual({ x: "xyz" });
    expect(left(operations, allLost)).toEqual({ old: "old" });
  });
});
