import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export type Child = {
  /** Settles when the process has ended, with its exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  /** SIGTERM, and SIGKILL after `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
  stdout: ChildProcess["stdout"];
};

/**
 * Starts this Node with `args`. The child is in a process group of its own, so that Ctrl-C reaches only the
 * one who started it, who then stops its children in order. It ends by itself when that one is killed, unless
 * `endsWithParent` is false.
 */
export function startNode(
  args: string[],
  options: { env?: Record<string, string>; readsStdout?: boolean; endsWithParent?: boolean } = {},
): Child {
  const preload = path.join(import.meta.dirname, "end-with-parent.ts");
  const watch = options.endsWithParent === false ? [] : ["--import", preload];
  const child = spawn(process.execPath, [...watch, ...args], {
    env: { ...process.env, ...options.env },
    stdio: ["pipe", options.readsStdout ? "pipe" : "inherit", "inherit"],
    detached: process.platform !== "win32",
  });
  const ended = once(child, "exit").then(([code]) => (typeof code === "number" ? code : null));
  return {
    ended,
    stdout: child.stdout,
    async stop(patienceMs) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
