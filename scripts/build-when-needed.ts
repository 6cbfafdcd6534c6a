import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import path from "node:path";

const SOURCES = ["app", "components", "lib", "public"];
const SINGLE_FILES = [
  "next.config.js",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "tailwind.config.ts",
  "tsconfig.json",
];

/** Builds for production unless what is built is newer than every source. Exits with a sentence on failure. */
export function buildWhenNeeded(): void {
  const marker = path.join(".next", "BUILD_ID");
  const built = fs.existsSync(marker) ? fs.statSync(marker).mtimeMs : 0;
  if (built > newestSource()) return;
  console.log("Building…");
  const next = path.join("node_modules", "next", "dist", "bin", "next");
  const { status } = spawnSync(process.execPath, [next, "build"], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (status === 0) return;
  console.error("The console could not be built, see above. Nothing was started.");
  process.exit(1);
}

function newestSource(): number {
  const singles = SINGLE_FILES.filter((file) => fs.existsSync(file));
  const all = [...singles, ...SOURCES.flatMap(filesBelow)];
  return Math.max(...all.map((file) => fs.statSync(file).mtimeMs));
}

function filesBelow(folder: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
