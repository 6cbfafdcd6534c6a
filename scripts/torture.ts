/*
 * `npm run torture`: the kill test of lib/engine/crash at length. Console processes die at points drawn by
 * chance, hundreds of times if asked to, and at the end everything is compared with what the sandbox received.
 *
 *   npm run torture -- --kills 100 --items 2000 --seed 42
 *
 * On the embedded store in a temporary folder, or with --database-url on an empty PostgreSQL database.
 */
import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { deletions as deletionsTable } from "../lib/db/schema.ts";
import { randomPoints, startCrashTrial } from "../lib/engine/crash/crash-trial.ts";

const ITEMS_PER_DELETION = 200;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    items: { type: "string", default: "2000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
    "database-url": { type: "string" },
  },
});
const whole = (name: "kills" | "items" | "seed"): number => {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${name} takes a whole number above 0, not ${values[name]}.`);
  return process.exit(1);
};
const kills = whole("kills");
const seed = whole("seed");
const deletions = Math.ceil(whole("items") / ITEMS_PER_DELETION);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mezzanine-torture-"));
const url = values["database-url"];
const trial = await startCrashTrial(url ? { DATABASE_URL: url } : { DATA_DIR: folder }, seed);
const before = await trial.open();
const used = await before.db.select({ id: deletionsTable.id }).from(deletionsTable).limit(1);
await before.store.close();
if (used.length > 0) {
  console.error("The database holds deletions, which would be driven. Give an empty one. Nothing was done.");
  process.exit(1);
}
console.log(`seed ${seed}: ${kills} kills, ${deletions} deletions of ${ITEMS_PER_DELETION} ids`);

let added = 0;
const add = async () => {
  added += 1;
  await trial.add(ITEMS_PER_DELETION);
};
for (const [done, point] of randomPoints(kills, seed).entries()) {
  // Spread over the whole, so that there is always something to die at.
  while (added < deletions && added * kills <= done * deletions) await add();
  while ((await trial.live(point)) === "done") await add();
  console.log(`${done + 1}/${kills} ${point}: ${trial.sandbox.deleted().length} sources deleted so far`);
}
await trial.live(null);
const findings = await trial.judge();
const calls = trial.sandbox.requests({ action: "DeleteMezzanines" }).length;
await trial.close();
console.log(`${added * ITEMS_PER_DELETION} ids, ${calls} deleting calls, ${findings.length} broken promises`);
for (const finding of findings) console.log(`  ${finding}`);
if (findings.length === 0) fs.rmSync(folder, { recursive: true });
else if (!url) console.log(`The data is kept in ${folder}; --seed ${seed} draws the same points again.`);
process.exit(findings.length === 0 ? 0 : 1);
