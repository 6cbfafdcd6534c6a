import * as fs from "node:fs";
import path from "node:path";
import { type Child, startNode } from "./child.ts";

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

/**
 * Builds for production unless what is built is newer than every source.
 *
 * @param started told of the build's process, to stop it when this one has to end
 * @returns whether a build is there
 */
export async function buildWhenNeeded(started: (child: Child) => void): Promise<boolean> {
  const marker = path.join(".next", "BUILD_ID");
  const built = fs.existsSync(marker) ? fs.statSync(marker).mtimeMs : 0;
  if (built > newestSource()) return true;
  console.log("Building…");
  const next = path.join("node_modules", "next", "dist", "bin", "next");
  const child = startNode([next, "build"], {
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    // Its own workers would inherit the watch on standard input, which is closed for them.
    endsWithParent: false,
  });
  started(child);
  return (await child.ended) === 0;
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
