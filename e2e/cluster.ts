import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type RunningConsole, SHORT_TIMES, untilHealthy } from "./console.ts";
import { type Front, startFront } from "./front.ts";
import { NEXT } from "./paths.ts";
import { createDatabase } from "./postgres.ts";
import { sandboxAt } from "./sandbox.ts";
import { freePort, type ServerProcess, startProcess } from "./server-process.ts";

export type Instance = { url: string; process: ServerProcess };

/** Several web processes on one database and one sandbox, at one address; workers as many as a test starts. */
export type Cluster = Omit<RunningConsole, "kill9" | "start"> & {
  front: Front;
  databaseUrl: string;
  /** A web process more. Settles when it answers. */
  startWeb(): Promise<Instance>;
  /** `npm run worker`. Settles when it takes up work. */
  startWorker(): Promise<ServerProcess>;
};

/** Few calls a second, so that a run is long enough for something to happen in it. */
const RATE_DELETE = "4";

export async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(path.join(tmpdir(), "mezzanine-e2e-"));
  const logFiles = { console: path.join(folder, "console.log"), sandbox: path.join(folder, "sandbox.log") };
  const sandboxArgs = ["--port", "0", "--videos", "60", "--data", path.join(folder, "vod"), "--parent"];
  const vod = startProcess(["lib/vod/sandbox/main.ts", ...sandboxArgs], { logFile: logFiles.sandbox });
  const [, sandboxUrl = ""] = await vod.said(/sandbox ready (\S+)/);
  const database = await createDatabase();
  const front = await startFront();
  const env = {
    ...SHORT_TIMES,
    RATE_DELETE,
    DATABASE_URL: database.url,
    // Nothing is kept there with DATABASE_URL set; if something were, it should not be in the repository.
    DATA_DIR: path.join(folder, "unused"),
    SANDBOX_URL: sandboxUrl,
    NEXTAUTH_URL: front.url,
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
  };
  const started: ServerProcess[] = [];
  const start = (args: string[], more: Record<string, string>) => {
    const child = startProcess(args, { env: { ...env, ...more }, logFile: logFiles.console });
    started.push(child);
    return child;
  };

  return {
    url: front.url,
    sandbox: sandboxAt(sandboxUrl),
    logFiles,
    front,
    databaseUrl: database.url,
    async startWeb() {
      const port = String(await freePort());
      // As `npm start` does: the console ends by itself, and Next's own handler would cut it short.
      const more = { CONSOLE_ROLE: "web", NEXT_MANUAL_SIG_HANDLE: "true" };
      const child = start([NEXT, "start", "-p", port, "-H", "127.0.0.1"], more);
      const url = `http://127.0.0.1:${port}`;
      await untilHealthy(url);
      return { url, process: child };
    },
    async startWorker() {
      const child = start(["lib/engine/worker-main.ts"], { CONSOLE_ROLE: "worker" });
      await child.said(/worker started/);
      return child;
    },
    async stop() {
      await Promise.all(started.map((child) => child.stop()));
      await front.stop();
      await vod.stop();
      await database.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
