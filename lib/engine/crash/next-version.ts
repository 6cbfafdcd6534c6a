import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";

const MIGRATIONS = path.join("lib", "db", "migrations");

/**
 * A working directory in which this console is its own next version: it brings one migration more, of
 * `statements`. For tests.
 */
export function nextVersion(statements: readonly string[]): { cwd: string; remove(): Promise<void> } {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "mezzanine-next-version-"));
  const folder = path.join(cwd, MIGRATIONS);
  fs.cpSync(MIGRATIONS, folder, { recursive: true });
  const file = path.join(folder, "meta", "_journal.json");
  // Written by drizzle-kit, and read as it is here only.
  const journal: { entries: { idx: number; when: number }[] } = JSON.parse(fs.readFileSync(file, "utf8"));
  const newest = Math.max(...journal.entries.map((entry) => entry.when));
  const entry = {
    idx: journal.entries.length,
    version: "7",
    when: newest + 1,
    tag: "next",
    breakpoints: true,
  };
  fs.writeFileSync(file, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }));
  fs.writeFileSync(path.join(folder, "next.sql"), statements.join(";\n--> statement-breakpoint\n"));
  return { cwd, remove: async () => fs.rmSync(cwd, { recursive: true }) };
}
