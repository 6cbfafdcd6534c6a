/*
 * `npm start`: builds when needed, starts the sandbox (unless VOD_REGION says live) and the console, prints
 * where it is and who can sign in, and stops both in order. `--dev` serves the sources instead of a build.
 */
import * as fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readAuthSecret } from "../lib/auth/secret.ts";
import { FolderTaken, lockFolder } from "../lib/db/folder-lock.ts";
import { readEnv } from "../lib/env.ts";
import { buildWhenNeeded } from "./build-when-needed.ts";
import { type Child, startNode } from "./child.ts";

/** The console drains its calls for up to 10 s. */
const CONSOLE_PATIENCE_MS = 13_000;
const BUILD_PATIENCE_MS = 3_000;
const SANDBOX_PATIENCE_MS = 3_000;
const READY_PATIENCE_MS = 120_000;

const dev = process.argv.includes("--dev");
for (const file of [".env.local", ".env"]) if (fs.existsSync(file)) process.loadEnvFile(file);

const port = Number(process.env.PORT || 3000);
const host = process.env.HOST || "127.0.0.1";
const address = `http://${host === "127.0.0.1" || host === "0.0.0.0" ? "localhost" : host}:${port}`;
const isSandbox = !process.env.VOD_REGION?.trim();
const dataDir = process.env.DATA_DIR || (dev ? path.join(".data", "dev") : ".data");

const children: { child: Child; patienceMs: number }[] = [];
let stopping = false;

/** Stops what was started, last first, and ends this process. */
async function stop(exitCode: number, sentence: string): Promise<never> {
  if (stopping) return await new Promise<never>(() => {});
  stopping = true;
  console.log(sentence);
  for (const { child, patienceMs } of children.toReversed()) await child.stop(patienceMs);
  process.exit(exitCode);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void stop(0, "\nStopping: calls in flight may end, nothing new is sent…"));
}
process.stdin.once("end", () => void stop(0, "Stopping…"));
process.stdin.resume();

await checkSettings();
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  await stop(1, `PORT=${process.env.PORT} is not a port number. Nothing was started.`);
}
if (!(await isFree())) {
  await stop(
    1,
    `Port ${port} on ${host} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start. Nothing was started.`,
  );
}
await checkDataFolder();
if (!dev) await build();
const sandboxUrl = isSandbox ? (process.env.SANDBOX_URL ?? (await startSandbox())) : null;
// Read while the console starts: it brings half the console's modules with it.
const [{ DEMO_ACCOUNTS }] = await Promise.all([import("../lib/auth/demo-accounts.ts"), startConsole()]);
announce();

/** Before anything is built or opened: what the console itself would only say in its log, again and again. */
async function checkSettings(): Promise<void> {
  try {
    const settings = readEnv(process.env);
    // Beside an embedded store it is made by the console.
    if (settings.databaseUrl) readAuthSecret(settings);
  } catch (error) {
    await stop(1, error instanceof Error ? error.message : String(error));
  }
}

function isFree(): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** Says so at once when another process has the data folder; the console takes its own lock later. */
async function checkDataFolder(): Promise<void> {
  if (process.env.DATABASE_URL) return;
  fs.mkdirSync(dataDir, { recursive: true });
  try {
    const lock = await lockFolder(dataDir, () => {});
    await lock.release();
  } catch (error) {
    if (!(error instanceof FolderTaken)) throw error;
    await stop(1, error.message);
  }
}

async function build(): Promise<void> {
  const built = await buildWhenNeeded((child) => children.push({ child, patienceMs: BUILD_PATIENCE_MS }));
  if (!built) await stop(1, "The console could not be built; the lines above say why. Nothing was started.");
}

/** Runs VOD's stand-in beside the console, on a port of its own, with a library that outlives a restart. */
async function startSandbox(): Promise<string> {
  const main = path.join("lib", "vod", "sandbox", "main.ts");
  const child = startNode([main, "--data", path.join(dataDir, "sandbox"), "--port", "0"], {
    readsStdout: true,
  });
  children.push({ child, patienceMs: SANDBOX_PATIENCE_MS });
  const ready = new Promise<string>((resolve) => {
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      said += chunk.toString("utf8");
      const url = /sandbox ready (\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    });
  });
  const over = child.ended.then(() =>
    stop(1, "The sandbox ended by itself; the console cannot go on without it."),
  );
  return await Promise.race([ready, over]);
}

async function startConsole(): Promise<void> {
  const next = path.join("node_modules", "next", "dist", "bin", "next");
  const args = [next, dev ? "dev" : "start", "--port", String(port), "--hostname", host];
  const child = startNode(args, {
    // What Next starts to compile with would get the watch on standard input too, which is closed for it.
    endsWithParent: !dev,
    env: {
      NODE_ENV: dev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      // The console ends by itself once its calls are drained; Next's own handler would cut it short.
      NEXT_MANUAL_SIG_HANDLE: "true",
      DATA_DIR: dataDir,
      NEXTAUTH_URL: process.env.NEXTAUTH_URL || address,
      ...(sandboxUrl ? { SANDBOX_URL: sandboxUrl } : {}),
    },
  });
  children.push({ child, patienceMs: CONSOLE_PATIENCE_MS });
  const over = child.ended.then(() => stop(1, "The console ended by itself; the lines above say why."));
  await Promise.race([untilHealthy(), over]);
}

async function untilHealthy(): Promise<void> {
  const health = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}/api/health`;
  for (let waited = 0; waited < READY_PATIENCE_MS; waited += 100) {
    await wait(100);
    const answer = await fetch(health).catch(() => null);
    const body = await answer?.text();
    if (answer?.status === 200) return;
    if (body?.includes("store-failed"))
      await stop(1, "The store could not be opened; the lines above say why.");
  }
  await stop(1, "The console did not become ready within two minutes.");
}

function announce(): void {
  const lines = ["", `Mezzanine Console is ready: ${process.env.NEXTAUTH_URL || address}`];
  if (isSandbox) {
    lines.push("It speaks to a sandbox on this machine; no real account can be reached.", "", "Sign in as");
    for (const { username, password, role } of DEMO_ACCOUNTS) {
      lines.push(`  ${username.padEnd(10)} ${password.padEnd(18)} ${role}`);
    }
  } else
    lines.push(
      `It works on the live account in ${process.env.VOD_REGION}. What it deletes is gone for good.`,
    );
  lines.push("", "Ctrl-C stops it.", "");
  console.log(lines.join("\n"));
}
