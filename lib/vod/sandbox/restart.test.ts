import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "./server.ts";
import { signedFetch } from "./signed-fetch.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "sandbox-"));
});
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

const open = (videos = 500) => startSandbox({ videos, dataDir });
const remove = (url: string, list: string[]) =>
  signedFetch(url, { Action: "DeleteMezzanines", VideoIds: list.join(",") });
const idsOf = (sandbox: Sandbox, count: number) => sandbox.find("removable", count).map((video) => video.id);

test("a restart keeps what was deleted, changed, added and set", async () => {
  const first = await open();
  const [deleted = "", changed = "", vanished = ""] = idsOf(first, 3);
  await remove(first.url, [deleted]);
  first.changeVideo(changed, { status: "Blocked", sizeBytes: 42 });
  first.changeVideo(vanished, { vanished: true });
  const added = first.addVideo({ title: "New here", referenceId: "new-here" });
  await remove(first.url, [added.id]);
  first.setSwitches({ secondDelete: "nonExist" });
  first.setLimits({ DeleteMezzanines: 7, SearchMedia: null });
  first.setSkewMs(1000);
  first.addFaults({ kind: "throttle", times: 3, action: "GetPlayInfo" });
  await first.close();

  // A larger library has the same videos, and more.
  const second = await open(900);
  expect(second.deleted()).toEqual([deleted, added.id]);
  expect(second.video(deleted)?.mezzanineStatus).toBe("Deleted");
  expect(second.video(changed)).toMatchObject({ status: "Blocked", sizeBytes: 42 });
  expect(second.video(vanished)).toBeUndefined();
  expect(second.video(added.id)).toMatchObject({ title: "New here", mezzanineStatus: "Deleted" });
  expect(second.switches().secondDelete).toBe("nonExist");
  expect(second.limits()).toMatchObject({ DeleteMezzanines: 7, SearchMedia: Number.POSITIVE_INFINITY });
  expect(second.skewMs()).toBe(1000);
  expect(second.faults()).toMatchObject([{ kind: "throttle", times: 3 }]);
  await second.close();
});

test("a long log is written anew in few lines that say the same", async () => {
  const first = await open();
  const [id = ""] = idsOf(first, 1);
  await remove(first.url, [id]);
  for (let size = 1; size <= 2100; size++) first.changeVideo(id, { sizeBytes: size });
  await first.close();
  const second = await open();
  const lines = fs.readFileSync(path.join(dataDir, "changes-seed-1.jsonl"), "utf8").trim().split("\n");
  expect(lines.length).toBeLessThan(5);
  expect(second.video(id)).toMatchObject({ sizeBytes: 2100, mezzanineStatus: "Deleted" });
  await second.close();
  const third = await open();
  expect(third.video(id)).toMatchObject({ sizeBytes: 2100, mezzanineStatus: "Deleted" });
  await third.close();
});

test("a last line that was torn is dropped, any other unreadable line is reported", async () => {
  const first = await open();
  const [id = "", other = ""] = idsOf(first, 2);
  await remove(first.url, [id]);
  await first.close();
  const file = path.join(dataDir, "changes-seed-1.jsonl");
  fs.appendFileSync(file, '{"deleted":[1');
  const second = await open();
  expect(second.deleted()).toEqual([id]);
  await remove(second.url, [other]);
  await second.close();
  const third = await open();
  expect(third.deleted()).toEqual([id, other]);
  await third.close();
  fs.appendFileSync(file, "nonsense\n");
  await expect(open()).rejects.toThrow(/Line 3 .* is not a change/);
});

test("another seed has a log of its own", async () => {
  const first = await open();
  await remove(first.url, idsOf(first, 1));
  await first.close();
  const other = await startSandbox({ videos: 500, dataDir, seed: 2 });
  expect(other.deleted()).toEqual([]);
  await other.close();
});

/** Starts the sandbox as a process of its own and waits for its line. */
async function spawnSandbox(...more: string[]): Promise<{ child: ChildProcess; url: string }> {
  const main = path.join(import.meta.dirname, "main.ts");
  const child = spawn(
    process.execPath,
    [main, "--port", "0", "--data", dataDir, "--videos", "500", ...more],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^sandbox ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (url) return { child, url };
  }
  throw new Error("the sandbox ended before it was ready");
}
const exitOf = (child: ChildProcess) =>
  new Promise<number | string | null>((done) => child.once("exit", (code, signal) => done(code ?? signal)));

test("what was answered survives a kill", async () => {
  const { child, url } = await spawnSandbox();
  const { ids } = (await (await fetch(`${url}/__sandbox/videos?kind=removable&limit=2`)).json()) as {
    ids: string[];
  };
  expect((await remove(url, ids)).status).toBe(200);
  const exit = exitOf(child);
  child.kill("SIGKILL");
  await exit;
  const sandbox = await open();
  expect(sandbox.deleted()).toEqual(ids);
  await sandbox.close();
});

test.each(["SIGTERM", "SIGINT"] as const)("it ends cleanly on %s", async (signal) => {
  const { child } = await spawnSandbox();
  const exit = exitOf(child);
  child.kill(signal);
  expect(await exit).toBe(0);
});

test("with --parent it ends when its parent's pipe closes", async () => {
  const { child } = await spawnSandbox("--parent");
  const exit = exitOf(child);
  child.stdin?.end();
  expect(await exit).toBe(0);
});
