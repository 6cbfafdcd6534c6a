import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { thisProcess } from "./folder-owner.ts";
import { openPglite, type PgliteStore } from "./open-pglite.ts";
import { pgliteTarget } from "./open-test-store.ts";
import { startPgliteThread } from "./pglite-rpc.ts";
import { createSessions } from "./pglite-session.ts";
import { PGLITE_POSTGRES_MAJOR } from "./pglite-settings.ts";
import { rowsOf } from "./rows.ts";
import { settings } from "./schema.ts";
import { maySmallDisk, openSmallDisk } from "./small-disk.ts";

let dataDir = "";
let remove = async () => {};
const opened: PgliteStore[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  const prepared = await pgliteTarget();
  dataDir = prepared.target.dataDir;
  remove = prepared.remove;
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const store of opened.splice(0)) await store.close();
  await remove();
});

async function open(onFatal: (message: string) => void = () => {}) {
  const store = await openPglite(dataDir, onFatal);
  opened.push(store);
  return store;
}

const ownerFile = () => path.join(dataDir, "owner.json");

/** Another process that opens the folder and writes key after key, telling each one it was told is kept. */
function writer() {
  const program = `
    import { openStore } from "./lib/db/open.ts";
    import { settings } from "./lib/db/schema.ts";
    const store = await openStore({ databaseUrl: null, dataDir: ${JSON.stringify(dataDir)} });
    for (let n = 1; ; n += 1) {
      await store.db.insert(settings).values({ key: String(n), value: n });
      process.stdout.write(n + "\\n");
    }`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  let told = 0;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const reached = (n: number) =>
    new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        for (const line of chunk.toString().split("\n")) if (line) told = Number(line);
        if (told >= n) resolve();
      });
    });
  return { child, ended, reached, told: () => told };
}

describe("one owner of a data folder", () => {
  it("refuses a second opener in the same process, naming the first, and leaves that one working", async () => {
    const first = await open();
    await expect(openPglite(dataDir, () => {})).rejects.toThrow(`in use by process ${process.pid} on host`);
    await first.db.insert(settings).values({ key: "still", value: 1 });
  });

  it("refuses while another process has it, and opens with every acknowledged row after its kill -9", async () => {
    const other = writer();
    await other.reached(50);
    await expect(openPglite(dataDir, () => {})).rejects.toThrow(`in use by process ${other.child.pid} `);
    other.child.kill("SIGKILL");
    await other.ended;
    // The dead owner's file is still there and does not block.
    expect(fs.existsSync(ownerFile())).toBe(true);
    const store = await open();
    const rows = await rowsOf<{ n: number }>(store.db, sql`select count(*) as n from settings`);
    expect(rows[0]?.n).toBeGreaterThanOrEqual(other.told());
  });

  it("is free again after a close, also to the same process", async () => {
    await (await open()).close();
    opened.length = 0;
    expect(fs.existsSync(ownerFile())).toBe(false);
    await open();
  });

  const foreign = (heartbeatAt: number) =>
    fs.writeFileSync(
      ownerFile(),
      JSON.stringify({ ...thisProcess(), host: "elsewhere", bootId: "other", token: "t", heartbeatAt }),
    );

  it("refuses when the file of another machine shows a recent sign of life", async () => {
    foreign(Date.now() - 2_000);
    await expect(open()).rejects.toThrow("on host elsewhere");
    expect(JSON.parse(fs.readFileSync(ownerFile(), "utf8")).host).toBe("elsewhere");
  });

  it("takes over from another machine that has been silent", async () => {
    foreign(Date.now() - 60_000);
    await open();
    expect(JSON.parse(fs.readFileSync(ownerFile(), "utf8")).host).toBe(os.hostname());
  });

  it("takes over from a process number that has been used again", async () => {
    const old = { ...thisProcess(), pid: process.ppid, pidStart: "1", token: "t", heartbeatAt: Date.now() };
    fs.writeFileSync(ownerFile(), JSON.stringify(old));
    await open();
  });

  it("refuses a live process of this machine whatever its heartbeat says", async () => {
    const idle = spawn(process.execPath, ["-e", "process.stdout.write('.'); setInterval(() => {}, 1000)"]);
    children.push(idle);
    await new Promise((resolve) => idle.stdout.once("data", resolve));
    const stat = fs.readFileSync(`/proc/${idle.pid}/stat`, "utf8");
    const pidStart = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    const owner = { ...thisProcess(), pid: idle.pid, pidStart, token: "t", heartbeatAt: 0 };
    fs.writeFileSync(ownerFile(), JSON.stringify(owner));
    await expect(open()).rejects.toThrow(`process ${idle.pid} `);
  });
});

describe("durability", () => {
  it("makes an fsync for every commit", async () => {
    const store = await open();
    const before = await store.fsyncs();
    for (let n = 0; n < 20; n += 1) await store.db.insert(settings).values({ key: `k${n}`, value: n });
    expect(await store.fsyncs()).toBeGreaterThanOrEqual(before + 20);
  });

  it("runs with fsync on and the settings of the design", async () => {
    const store = await open();
    const rows = await rowsOf<{ name: string; setting: string }>(
      store.db,
      sql`select name, current_setting(name) as setting from pg_settings where name in
        ('fsync', 'full_page_writes', 'max_wal_size', 'shared_buffers', 'synchronous_commit', 'wal_sync_method')`,
    );
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      fsync: "on",
      full_page_writes: "on",
      max_wal_size: "64MB",
      shared_buffers: "32MB",
      synchronous_commit: "on",
      wal_sync_method: "fsync",
    });
  });
});

describe("a folder that is not ours to open", () => {
  it("is refused when another PostgreSQL major wrote it, and is left as it was", async () => {
    const versionFile = path.join(dataDir, "pgdata", "PG_VERSION");
    fs.writeFileSync(versionFile, "17\n");
    await expect(open()).rejects.toThrow("was written by PostgreSQL 17");
    expect(fs.readFileSync(versionFile, "utf8")).toBe("17\n");
    expect(fs.existsSync(ownerFile())).toBe(false);
  });

  it("is refused when a newer version of the console wrote it", async () => {
    const store = await open();
    await store.exec(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)",
    );
    await store.close();
    opened.length = 0;
    await expect(open()).rejects.toThrow("written by a newer version");
    expect(fs.existsSync(ownerFile())).toBe(false);
  });

  it("is told apart by the version that the pinned PGlite brings", async () => {
    const store = await open();
    const { rows } = await store.executeSql("show server_version");
    expect(String(rows[0]?.server_version).split(".")[0]).toBe(PGLITE_POSTGRES_MAJOR);
  });
});

describe("the thread", () => {
  it("on a full disk rejects every waiting call, tells the process once, and answers nobody any more", async () => {
    const told: string[] = [];
    const rpc = await startPgliteThread(path.join(dataDir, "pgdata"), (message) => told.push(message));
    const { first: session } = createSessions(rpc);
    const full = rpc.exec({
      inTransaction: false,
      text: "do $$ begin raise exception 'No space left' using errcode = '53100'; end $$",
    });
    const posted = rpc.query({
      text: "select 1",
      params: [],
      rowMode: "object",
      textTypes: [],
      inTransaction: false,
    });
    await expect(full).rejects.toThrow("No space left");
    await expect(posted).rejects.toThrow("No space left");
    await expect(session.query("select 1")).rejects.toThrow("closed");
    expect(told).toEqual([expect.stringMatching(/^The disk that holds .* is full \(No space left\)\./)]);
  });

  // Not registered rather than skipped where nobody may mount a small disk: a skipped test counts as failed.
  it.each(maySmallDisk() ? ["a full disk (tmpfs)"] : [])(
    "gives up when its log finds no room, and does not hang: %s",
    async () => {
      const disk = openSmallDisk(120);
      if (!disk) throw new Error("The right to mount has gone.");
      try {
        const folder = path.join(disk.folder, "data");
        await (await open()).close();
        opened.length = 0;
        fs.cpSync(dataDir, folder, { recursive: true });
        const told: string[] = [];
        const store = await openPglite(folder, (message) => told.push(message));
        await store.exec("create table kept (n int)");
        // Room for everything but the next piece of the log, which takes 16 MB.
        disk.fill(1_000_000);
        const fillLog = async () => {
          for (let n = 0; n < 40; n += 1) {
            await store.exec(`insert into kept values (${n})`);
            await store.exec("select pg_logical_emit_message(true, 'log', repeat('x', 1000000))");
          }
        };
        await expect(fillLog()).rejects.toThrow("is full (could not write to file");
        expect(told).toEqual([expect.stringMatching(/^The disk that holds .* is full/)]);
        await store.close();
        disk.makeSpace();
        const again = await openPglite(folder, (message) => told.push(message));
        const { rows } = await again.executeSql("select count(*) as kept from kept");
        expect(Number(rows[0]?.kept)).toBeGreaterThan(0);
        await again.close();
        expect(told).toHaveLength(1);
      } finally {
        disk.remove();
      }
    },
  );

  it("refuses a statement that a transaction sends past itself, instead of waiting for ever", async () => {
    const store = await open();
    const failing = store.db.transaction(async () => await store.db.select().from(settings));
    await expect(failing).rejects.toMatchObject({
      cause: { message: expect.stringContaining("instead of the transaction") },
    });
  });

  it("refuses a statement that comes after its transaction", async () => {
    const store = await open();
    const late = await store.db.transaction(async (tx) => () => tx.select().from(settings));
    await expect(late()).rejects.toMatchObject({
      cause: { message: expect.stringContaining("after the end") },
    });
  });
});
