import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { lockFolder } from "./folder-lock.ts";

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
