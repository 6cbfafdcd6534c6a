import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spawnNode } from "../lib/engine/crash/spawn-node.ts";

const ENTRIES = {
  "npm start": path.resolve("scripts", "start.ts"),
  "npm run worker": path.resolve("scripts", "worker.ts"),
};
/** Nobody listens there: whoever got as far as asking would say something else. */
const NO_DATABASE = "postgresql://nobody@127.0.0.1:1/nothing";
const REFUSED: [settings: Record<string, string>, sentence: string][] = [
  [{ RATE_DELETE: "0" }, "RATE_DELETE: must be a number from 0.1 to 1000"],
  [{ RATE_INSPECT: "-5" }, "RATE_INSPECT: must be a number from 0.1 to 1000"],
  [{ REQUEST_TIMEOUT_MS: "8000" }, "REQUEST_TIMEOUT_MS: must be a number from 100 to 7900"],
  [{ COUNTDOWN_MS: "NaN" }, "COUNTDOWN_MS: must be a number from 0 to 600000"],
  [{ CONSOLE_ROLE: "boss" }, "CONSOLE_ROLE: "],
  [{ VOD_REGION: "Shanghai" }, "VOD_REGION=Shanghai is not a region id"],
];

describe.each(Object.entries(ENTRIES))("%s", (_, entry) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bad-settings-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each(REFUSED)(
    "with %o says which variable and what it may be, and ends with 1",
    async (bad, sentence) => {
      const dataDir = path.join(folder, "data");
      const settings = { DATA_DIR: dataDir, DATABASE_URL: NO_DATABASE, NEXTAUTH_SECRET: "x".repeat(32) };
      const child = spawnNode(entry, { ...settings, LOG_LEVEL: "info", ...bad });
      const { code } = await child.ended;
      expect(child.output()).toContain("The console was not started");
      expect(child.output()).toContain(sentence);
      expect(code).toBe(1);
      expect(existsSync(dataDir)).toBe(false);
    },
  );
});

it("npm run worker reads the files that npm start reads, and the environment before them", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "bad-settings-"));
  writeFileSync(path.join(folder, ".env"), "RATE_DELETE=0\nRATE_INSPECT=0\nRATE_SEARCH=0\n");
  writeFileSync(path.join(folder, ".env.local"), "RATE_INSPECT=20\n");
  const settings = { DATABASE_URL: NO_DATABASE, LOG_LEVEL: "info", RATE_SEARCH: "20" };
  const child = spawnNode(ENTRIES["npm run worker"], settings, folder);
  expect((await child.ended).code).toBe(1);
  expect(child.output()).toContain('Mend these variables: RATE_DELETE: must be a number from 0.1 to 1000"');
  rmSync(folder, { recursive: true });
});

it("npm start on a shared database without a shared secret is refused before anybody tries to sign in", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "bad-settings-"));
  const child = spawnNode(ENTRIES["npm start"], { DATA_DIR: folder, DATABASE_URL: NO_DATABASE });
  const { code } = await child.ended;
  expect(child.output()).toContain("NEXTAUTH_SECRET");
  expect(code).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
