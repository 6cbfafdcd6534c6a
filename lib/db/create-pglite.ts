/**
 * Makes an empty PGlite database in the folder given as the first argument. A short-lived process of its
 * own (started by open-pglite.ts), because the first creation takes 850 MB of memory that its process
 * would keep. Prints nothing; a failure goes to stderr with exit code 1.
 */
import * as fs from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { DurableNodeFs } from "./durable-node-fs.ts";
import { startParams } from "./pglite-settings.ts";

const folder = process.argv[2];
if (!folder) throw new Error("create-pglite.ts takes the folder to make as its argument.");

const pg = await PGlite.create({ fs: new DurableNodeFs(folder), startParams: startParams() });
await pg.close();
syncTree(folder);
// PGlite keeps the event loop busy after its close.
process.exit(0);

/** The files were copied in from memory without fsync; make all of them and their folders lasting. */
function syncTree(top: string): void {
  for (const entry of fs.readdirSync(top, { withFileTypes: true })) {
    const full = path.join(top, entry.name);
    if (entry.isDirectory()) syncTree(full);
    else if (entry.isFile()) syncOne(full);
  }
  syncOne(top);
}

function syncOne(target: string): void {
  // Windows cannot open a folder for fsync and does not need it.
  if (process.platform === "win32" && fs.statSync(target).isDirectory()) return;
  const fd = fs.openSync(target, "r");
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}
