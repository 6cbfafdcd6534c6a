import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createServer } from "node:net";
import { fromRoot, NODE } from "./paths.ts";

const STOP_PATIENCE_MS = 15_000;
/** What a shell may have set and no test may use: a live account, a store that somebody works with. */
const FOREIGN =
  /^(VOD_|ALIBABA_CLOUD_|ALIBABACLOUD_|ALICLOUD_|SANDBOX_|NEXTAUTH_|DATABASE_URL$|DATA_DIR$|CONSOLE_ROLE$)/;

export type ServerProcess = {
  /** Settles with the first match of the pattern in what the process writes. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** SIGKILL: nothing in the process hears it coming. */
  kill9(): Promise<void>;
  /** SIGTERM, and SIGKILL for one that does not go. The exit code; null for one that had to be killed. */
  stop(): Promise<number | null>;
};

/** Starts Node in a process group of its own; what it writes is appended to `logFile`. */
export function startProcess(
  args: readonly string[],
  options: { env?: Record<string, string>; logFile: string },
): ServerProcess {
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const child = spawn(NODE, [...args], {
    cwd: fromRoot("."),
    env: {
      ...Object.fromEntries(kept),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...options.env,
    },
    // A pipe as standard input: the sandbox ends when it closes, also after a crash of the test runner.
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const log = createWriteStream(options.logFile, { flags: "a" });
  let written = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      log.write(chunk);
      written += chunk.toString("utf8");
      for (const listener of listeners) listener();
    });
  }
  const gone = new Promise<void>((resolve) => {
    child.once("close", () => {
      log.end();
      resolve();
    });
    child.once("error", () => resolve());
  });

  return {
    said(pattern) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(written);
          if (!match) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        void gone.then(() => reject(new Error(`the process ended without saying ${pattern}: ${written}`)));
        look();
      });
    },
    async kill9() {
      signalGroup(child, "SIGKILL");
      await gone;
    },
    async stop() {
      signalGroup(child, "SIGTERM");
      const patience = setTimeout(() => signalGroup(child, "SIGKILL"), STOP_PATIENCE_MS);
      await gone;
      clearTimeout(patience);
      return child.exitCode;
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // It went by itself in this very moment.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** A port of the loopback interface that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
