/**
 * Vitest's global setup: a PostgreSQL server of our own for the data-layer tests, on a Unix socket in a
 * temporary folder, started once per run and removed at its end. `TEST_DATABASE_URL` names another server
 * instead (its user must be allowed to create databases); without either, those tests run on PGlite only.
 */
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A connection URL whose user may create databases; null where there is no server. */
    postgresUrl: string | null;
  }
}

const UNIX_SOCKET_TRIES = 100;

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.TEST_DATABASE_URL;
  const binaries = given ? null : serverBinaries();
  if (!binaries) {
    project.provide("postgresUrl", given ?? null);
    return undefined;
  }
  const server = await startServer(binaries);
  project.provide("postgresUrl", server.url);
  return server.stop;
}

/** The newest server that Debian's packages or the PATH offer. */
export function serverBinaries(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = fs.existsSync(debian)
    ? fs
        .readdirSync(debian)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  const folders = [
    ...versions.map((version) => path.join(debian, String(version), "bin")),
    ...(process.env.PATH ?? "").split(path.delimiter),
  ];
  const complete = (folder: string) =>
    fs.existsSync(path.join(folder, "initdb")) && fs.existsSync(path.join(folder, "postgres"));
  return folders.find(complete) ?? null;
}

/**
 * A temporary server on a Unix socket in its own folder. Tests may lose their data with the machine, so fsync
 * is off unless `more` says otherwise.
 *
 * @param parent where its folder is made
 */
export async function startServer(
  binaries: string,
  more: Record<string, string | number> = {},
  parent = os.tmpdir(),
) {
  const folder = fs.mkdtempSync(path.join(parent, "mezzanine-pg-"));
  const data = path.join(folder, "data");
  const identity = unprivileged();
  if (identity.uid !== undefined && identity.gid !== undefined) {
    fs.chownSync(folder, identity.uid, identity.gid);
  }
  const options = { cwd: folder, ...identity };
  const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"];
  execFileSync(path.join(binaries, "initdb"), initdb, { ...options, stdio: ["ignore", "ignore", "inherit"] });
  const settings = {
    fsync: "off",
    listen_addresses: "",
    unix_socket_directories: folder,
    max_connections: 200,
    ...more,
  };
  const args = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
  const start = async () => {
    const child = spawn(path.join(binaries, "postgres"), ["-D", data, ...args], {
      ...options,
      stdio: "ignore",
    });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    for (let tries = 0; !fs.existsSync(path.join(folder, ".s.PGSQL.5432")); tries += 1) {
      if (tries > UNIX_SOCKET_TRIES || child.exitCode !== null)
        throw new Error("The test server did not start.");
      await wait(50);
    }
    return { child, ended };
  };
  let running = await start();
  const killAtExit = () => running.child.kill("SIGQUIT");
  process.once("exit", killAtExit);
  const end = async (signal: "SIGINT" | "SIGQUIT") => {
    running.child.kill(signal);
    await running.ended;
  };
  return {
    folder,
    url: `postgresql://postgres@localhost/postgres?host=${folder}`,
    /** As after a crash: nothing is written down first, and the log is played back. Also where it has ended. */
    async restart() {
      await end("SIGQUIT");
      running = await start();
    },
    async stop() {
      process.off("exit", killAtExit);
      await end("SIGINT");
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; anybody else runs it as themselves. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const users = fs.readFileSync("/etc/passwd", "utf8").split("\n");
  const line = ["postgres:", "nobody:"].flatMap((name) => users.filter((user) => user.startsWith(name)))[0];
  const [, , uid, gid] = (line ?? "").split(":");
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}
