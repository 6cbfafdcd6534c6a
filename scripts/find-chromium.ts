import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The path of a Chromium: the one `CHROMIUM_PATH` names, Playwright's own, one of the system, or Debian's
 * package, installed now when this is root on a Debian. Null, and a sentence on stderr, when there is none.
 */
export function findChromium(): string | null {
  const found = onThisMachine();
  if (found) return found;
  if (process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get")) {
    console.log("No browser here; installing Debian's chromium…");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update"], { stdio: "inherit", env });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"], {
      stdio: "inherit",
      env,
    });
    const installed = onThisMachine();
    if (installed) return installed;
  }
  console.error(
    "The browser tests need a Chromium and found none. Install one (npx playwright install chromium, or the " +
      "package chromium of your system), or name one in CHROMIUM_PATH.",
  );
  return null;
}

function onThisMachine(): string | null {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [
    process.env.CHROMIUM_PATH ?? "",
    chromium.executablePath(),
    ...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...MAC,
  ];
  return candidates.find((file) => file !== "" && fs.existsSync(file) && answers(file)) ?? null;
}

/** Some systems have a stub of that name which only says where to get the real one. */
function answers(file: string): boolean {
  try {
    execFileSync(file, ["--version"], { stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
