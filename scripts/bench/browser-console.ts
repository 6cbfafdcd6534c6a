import net from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fillLibrary } from "../../lib/catalog/fill-catalog.ts";
import { buildWhenNeeded } from "../build-when-needed.ts";
import { startNode } from "../child.ts";
import { openTarget, sandboxParts, type Target } from "./engine-parts.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

const PATIENCE_MS = 60_000;

/** A console in production build over a catalog of so many videos, with a sandbox that stays out of the way. */
export async function startBenchConsole(target: Target, videos: number) {
  if (!(await buildWhenNeeded(() => {}))) throw new Error("The console could not be built.");
  const sandbox = await startSandboxProcess(1);
  await fill(target, sandbox.url, videos);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const next = path.join("node_modules", "next", "dist", "bin", "next");
  const child = startNode([next, "start", "-p", String(port), "-H", "127.0.0.1"], {
    readsStdout: true,
    env: {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DATA_DIR: target.dataDir || path.join(".data", "bench"),
      DATABASE_URL: target.databaseUrl ?? "",
      SANDBOX_URL: sandbox.url,
      // The sandbox does not know these videos: what is looked at would vanish.
      LOOK_AT_SOURCES: "off",
      NEXTAUTH_URL: url,
      NEXTAUTH_SECRET: "a secret of one run of the benchmark",
    },
  });
  child.stdout?.resume();
  try {
    await untilHealthy(url);
  } catch (error) {
    await child.stop(5_000);
    await sandbox.stop();
    throw error;
  }
  return {
    url,
    startToReadyMs: performance.now() - started,
    async stop() {
      await child.stop(15_000);
      await sandbox.stop();
    },
  };
}

async function fill(target: Target, sandboxUrl: string, videos: number): Promise<void> {
  const opened = await openTarget(target);
  try {
    const { environment } = await sandboxParts(opened, sandboxUrl, "bench-browser", 50);
    await fillLibrary(opened, environment.id, videos);
  } finally {
    await opened.close();
  }
}

async function untilHealthy(url: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += 20) {
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await wait(20);
  }
  throw new Error("The console did not become ready.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? resolve(address.port) : reject()));
    });
  });
}
