/*
 * `npm test`: lint, types, unit and data-layer tests, build, browser tests. Every stage runs, whatever the
 * one before did; lint, types and build count as one test each. The last line is `N passed, N failed`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import path from "node:path";
import { findChromium } from "./find-chromium.ts";
import { type Count, readPlaywright, readVitest } from "./read-reports.ts";

const REPORTS = path.join(".data", "test-reports");
fs.rmSync(REPORTS, { recursive: true, force: true });
fs.mkdirSync(REPORTS, { recursive: true });

let running: ChildProcess | undefined;
const stop = () => {
  running?.kill("SIGTERM");
  console.error("Stopped before the end.");
  process.exit(1);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
process.stdin.once("end", stop);
process.stdin.resume();
process.stdin.unref();

/** Runs a tool of node_modules/.bin with this Node first on the PATH; its exit code. */
function tool(name: string, args: string[], env: Partial<NodeJS.ProcessEnv> = {}): Promise<number> {
  const bin = path.resolve("node_modules", ".bin");
  const child = spawn(path.join(bin, name), args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      NODE_ENV: "test",
      NEXT_TELEMETRY_DISABLED: "1",
      ...env,
    },
    shell: process.platform === "win32",
  });
  running = child;
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code ?? 1));
    child.once("error", () => resolve(1));
  });
}

const asOneTest = (code: number): Count => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** What the report says, made worse where the tool failed otherwise or ran nothing. */
function counted(code: number, file: string, read: (file: string) => Count): Count {
  const count = fs.existsSync(file) ? read(file) : { passed: 0, failed: 0 };
  const silentFailure = count.failed === 0 && (code !== 0 || count.passed === 0);
  return silentFailure ? { ...count, failed: 1 } : count;
}

async function lint(): Promise<Count> {
  return asOneTest(await tool("biome", ["ci", "--diagnostic-level=error", "."]));
}

async function types(): Promise<Count> {
  // Writes next-env.d.ts and the types of the routes, which a fresh clone lacks.
  const generated = await tool("next", ["typegen"]);
  return asOneTest(generated || (await tool("tsc", ["--noEmit"])));
}

async function unit(): Promise<Count> {
  const file = path.join(REPORTS, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  return counted(await tool("vitest", args), file, readVitest);
}

async function build(): Promise<Count> {
  // The browser tests must never run against an older build.
  fs.rmSync(path.join(".next", "BUILD_ID"), { force: true });
  return asOneTest(await tool("next", ["build"], { NODE_ENV: "production" }));
}

async function browser(): Promise<Count> {
  const chromium = findChromium();
  if (!chromium) return { passed: 0, failed: 1 };
  const file = path.join(REPORTS, "playwright.json");
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: path.resolve(file) };
  return counted(await tool("playwright", ["test", "--reporter=list,json"], env), file, readPlaywright);
}

const total: Count = { passed: 0, failed: 0 };
for (const [name, stage] of Object.entries({ lint, types, unit, build, browser })) {
  console.log(`\n${name}`);
  const { passed, failed } = await stage();
  console.log(`${name}: ${passed} passed, ${failed} failed`);
  total.passed += passed;
  total.failed += failed;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
