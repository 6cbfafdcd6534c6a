import { createHash, randomUUID } from "node:crypto";
import * as fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { type Owner, ownerSchema, processIsRunning, thisProcess } from "./folder-owner.ts";
import { fullDiskSentence, isFullDisk } from "./full-disk.ts";

const HEARTBEAT_MS = 5_000;
/** A foreign owner that has been silent this long is dead. */
const SILENT_MS = 30_000;

export type FolderLock = { release(): Promise<void> };

/** Somebody else has the data folder open. The message names who, and what to do. */
export class FolderTaken extends Error {
  override readonly name = "FolderTaken";
}

/**
 * Makes this process the one owner of a data folder, or refuses within a second. Two guards, because two
 * writers on one PGlite folder lose acknowledged rows in silence:
 *
 * 1. a listening socket named by the folder's real path, which the kernel frees when the process dies, be it
 *    by `kill -9`; it is seen by every process in the same network namespace;
 * 2. the file `owner.json` with host, boot, process and heartbeat, for a volume shared by several machines
 *    or containers. One left by a dead process of this very machine does not block.
 *
 * @param onLost told with a sentence when another process has written its name over ours, as after a pause
 *   of this machine longer than the heartbeat, or when the sign of life cannot be written
 * @throws FolderTaken, or an Error with a sentence when the folder cannot be written to
 */
export async function lockFolder(folder: string, onLost: (message: string) => void): Promise<FolderLock> {
  const real = fs.realpathSync(folder);
  const ownerFile = path.join(real, "owner.json");
  const socket = await listen(socketName(real));
  if (!socket) throw refusal(real, readOwner(ownerFile));
  const found = readOwner(ownerFile);
  if (found && mayBeAlive(found)) {
    socket.close();
    throw refusal(real, found);
  }

  const token = randomUUID();
  const write = () => writeOwner(ownerFile, { ...thisProcess(), token, heartbeatAt: Date.now() });
  try {
    write();
  } catch (error) {
    socket.close();
    throw new Error(unwritable(real, error), { cause: error });
  }
  const lose = (message: string) => {
    clearInterval(heartbeat);
    onLost(message);
  };
  const heartbeat = setInterval(() => {
    const owner = readOwner(ownerFile);
    if (owner && owner.token !== token) {
      return lose(`The data folder ${real} has been taken over by ${nameOf(owner)}.`);
    }
    try {
      write();
    } catch (error) {
      // Without a sign of life another machine would take the folder over.
      lose(unwritable(real, error));
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    async release() {
      clearInterval(heartbeat);
      if (readOwner(ownerFile)?.token === token) fs.rmSync(ownerFile, { force: true });
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

/** Abstract socket on Linux, named pipe on Windows; elsewhere a socket file, which may be left behind. */
function socketName(real: string): string {
  const name = `mezzanine-console-${createHash("sha256").update(real).digest("hex").slice(0, 32)}`;
  if (process.platform === "linux") return `\0${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return path.join(os.tmpdir(), `${name}.sock`);
}

/** The listening server, or null when another process listens on that name. */
async function listen(name: string): Promise<net.Server | null> {
  const first = await tryListen(name);
  if (first || !name.endsWith(".sock") || (await someoneAnswers(name))) return first;
  fs.rmSync(name, { force: true });
  return await tryListen(name);
}

function tryListen(name: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((connection) => connection.destroy());
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(null);
      else reject(error);
    });
    server.listen(name, () => resolve(server.unref()));
  });
}

function someoneAnswers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = net.connect(name);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}

/** On this machine the process table knows; from elsewhere only the heartbeat does. */
function mayBeAlive(owner: Owner): boolean {
  const here = thisProcess();
  const sameMachine =
    owner.host === here.host && owner.bootId === here.bootId && owner.pidNamespace === here.pidNamespace;
  if (sameMachine) return processIsRunning(owner);
  return Date.now() - owner.heartbeatAt < SILENT_MS;
}

function refusal(folder: string, owner: Owner | null): FolderTaken {
  const who = owner ? nameOf(owner) : "another process";
  return new FolderTaken(
    `The data folder ${folder} is in use by ${who}. Only one process may open it, since two would lose each ` +
      "other's data. Stop that one first, or set DATA_DIR to another folder, or use PostgreSQL through " +
      "DATABASE_URL. Nothing was changed.",
  );
}

function nameOf(owner: Owner): string {
  return `process ${owner.pid} on host ${owner.host} (last seen ${new Date(owner.heartbeatAt).toISOString()})`;
}

function readOwner(file: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch {
    // Absent, or cut off by a crash while it was written: nobody can be told from it.
    return null;
  }
}

function writeOwner(file: string, owner: Owner): void {
  const next = `${file}.${process.pid}`;
  try {
    fs.writeFileSync(next, `${JSON.stringify(owner)}\n`);
    fs.renameSync(next, file);
  } catch (error) {
    fs.rmSync(next, { force: true });
    throw error;
  }
}

function unwritable(folder: string, error: unknown): string {
  const { message, code }: { message: string; code?: unknown } =
    error instanceof Error ? error : { message: String(error) };
  if (isFullDisk({ message, code })) return fullDiskSentence(folder, message);
  return `The data folder ${folder} cannot be written to (${message}). Check its permissions.`;
}
