import { spawn } from "node:child_process";
import { once } from "node:events";

export type SpawnedNode = {
  pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when its standard output has said this. @throws Error when it ends without */
  said(text: string): Promise<void>;
  /** Its standard output so far. */
  output(): string;
  /** Resolves when the process is gone; `errors` is what it wrote to its standard error. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }>;
};

/** Starts a file of this repository as a Node process of its own, with these settings and no others of ours. */
export function spawnNode(file: string, env: Record<string, string>, cwd = process.cwd()): SpawnedNode {
  const child = spawn(process.execPath, [file], {
    cwd,
    env: { PATH: process.env.PATH, LOG_LEVEL: "silent", NODE_ENV: "test", ...env },
    // It watches its standard input, which closes when the one who started it is gone.
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = once(child, "close").then(() => ({
    code: child.exitCode,
    signal: child.signalCode,
    errors,
  }));
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => output.includes(text) && resolve();
      child.stdout.on("data", look);
      void ended.then((end) => reject(new Error(`It ended (${end.code}) without "${text}": ${end.errors}`)));
      look();
    });
  return {
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    said,
    output: () => output,
    ended,
  };
}
