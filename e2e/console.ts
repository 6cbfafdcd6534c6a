import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "@playwright/test";
import { NEXT } from "./paths.ts";
import { type Sandbox, sandboxAt } from "./sandbox.ts";
import { freePort, type ServerProcess, startProcess } from "./server-process.ts";

const START_PATIENCE_MS = 90_000;

/** Waits that a person would call minutes, cut down; their proportions are kept. */
export const SHORT_TIMES = {
  COUNTDOWN_MS: "3000",
  VERIFY_DELAY_MS: "200",
  READBACK_LAG_MS: "1000",
  RECONCILE_GRACE_MS: "300",
  REQUEST_TIMEOUT_MS: "3000",
  VERIFY_DEADLINE_MS: "4000",
};

/** A console as it is deployed, on a store and a sandbox of its own. */
export type RunningConsole = {
  url: string;
  sandbox: Sandbox;
  /** What both processes wrote, newest last. */
  logFiles: { console: string; sandbox: string };
  kill9(): Promise<void>;
  /** Starts it on the same store, at the same address. Settles when it answers. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** @param videos in its catalog beforehand, of which the sandbox knows nothing; no live look is made at them */
export async function startConsole(videos = 0): Promise<RunningConsole> {
  const folder = await mkdtemp(path.join(tmpdir(), "mezzanine-e2e-"));
  const logFiles = { console: path.join(folder, "console.log"), sandbox: path.join(folder, "sandbox.log") };
  const vod = startProcess(
    [
      "lib/vod/sandbox/main.ts",
      "--port",
      "0",
      "--videos",
      "600",
      "--data",
      path.join(folder, "vod"),
      "--parent",
    ],
    { logFile: logFiles.sandbox },
  );
  const [, sandboxUrl = ""] = await vod.said(/sandbox ready (\S+)/);

  const store = path.join(folder, "store");
  if (videos > 0) {
    const filling = startProcess(["e2e/fill-library.ts", store, sandboxUrl, String(videos)], {
      logFile: logFiles.console,
    });
    await filling.said(/library filled/);
    await filling.stop();
  }
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...SHORT_TIMES,
    DATA_DIR: store,
    ...(videos > 0 && { LOOK_AT_SOURCES: "off" }),
    SANDBOX_URL: sandboxUrl,
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
  };
  let running: ServerProcess | undefined;
  const start = async () => {
    running = startProcess([NEXT, "start", "-p", port, "-H", "127.0.0.1"], {
      env,
      logFile: logFiles.console,
    });
    await untilHealthy(url);
  };
  await start();

  return {
    url,
    sandbox: sandboxAt(sandboxUrl),
    logFiles,
    kill9: async () => running?.kill9(),
    start,
    async stop() {
      await running?.stop();
      await vod.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Settles when the console at this address answers. */
export async function untilHealthy(url: string): Promise<void> {
  await expect
    .poll(() => statusOf(`${url}/api/health`), { timeout: START_PATIENCE_MS, message: "the console answers" })
    .toBe(200);
}

/** The status of an answer, or 0 while nobody answers. */
async function statusOf(address: string): Promise<number> {
  try {
    const answer = await fetch(address);
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    // Nobody listens yet: that is what is being asked.
    return 0;
  }
}
