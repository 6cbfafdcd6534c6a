/*
 * `npm run torture`: the kill test of lib/engine/crash at length. Console processes die at points drawn by
 * chance, hundreds of times if asked to, and at the end everything is compared with what the sandbox received.
 *
 *   npm run torture -- --kills 100 --items 2000 --seed 42
 *   npm run torture -- --store postgres --workers 2
 *
 * On the embedded store in a temporary folder; on a temporary PostgreSQL server; or with --database-url on an
 * empty database of one that runs. With several workers at once each dies in turn while the others go on.
 */
import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { deletions as deletionsTable } from "../lib/db/schema.ts";
import { serverBinaries, startServer } from "../lib/db/test-postgres.ts";
import { randomPoints, startCrashTrial } from "../lib/engine/crash/crash-trial.ts";

const ITEMS_PER_DELETION = 200;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    items: { type: "string", default: "2000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
    store: { type: "string", default: "pglite" },
    workers: { type: "string", default: "1" },
    "database-url": { type: "string" },
  },
});

function end(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function whole(name: "kills" | "items" | "seed" | "workers"): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  return end(`--${name} takes a whole number above 0, not ${values[name]}.`);
}

const kills = whole("kills");
const seed = whole("seed");
const workers = whole("workers");
const deletions = Math.ceil(whole("items") / ITEMS_PER_DELETION);
if (!["pglite", "postgres"].includes(values.store)) end("--store takes pglite or postgres.");
const onPostgres = values.store === "postgres" || values["database-url"] !== undefined;
if (workers > 1 && !onPostgres)
  end("The embedded store has one owner; several workers need --store postgres.");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mezzanine-torture-"));
const server = onPostgres && !values["database-url"] ? await startOwnServer() : null;
const url = values["database-url"] ?? server?.url;
const trial = await startCrashTrial(url ? { DATABASE_URL: url } : { DATA_DIR: folder }, seed);
const before = await trial.open();
const used = await before.db.select({ id: deletionsTable.id }).from(deletionsTable).limit(1);
await before.store.close();
if (used.length > 0) {
  end("The database holds deletions, which would be driven. Give an empty one. Nothing was done.");
}
const place = url ? "PostgreSQL" : "PGlite";
console.log(
  `seed ${seed}: ${kills} kills, ${deletions} deletions of ${ITEMS_PER_DELETION} ids, ${workers} at once on ${place}`,
);

const company = workers > 1 ? "beside-others" : "alone";
const points = randomPoints(kills, seed).entries();
let added = 0;
const add = async () => {
  added += 1;
  await trial.add(ITEMS_PER_DELETION);
};
/** Several of these share the points that are left, so that each has its own life and death. */
async function dieInTurn(): Promise<void> {
  for (const [done, point] of points) {
    // Spread over the whole, so that there is always something to die at.
    while (added < deletions && added * kills <= done * deletions) await add();
    while ((await trial.live(point, company)) === "done") await add();
    console.log(`${done + 1}/${kills} ${point}: ${trial.sandbox.deleted().length} sources deleted so far`);
  }
}
await Promise.all(Array.from({ length: workers }, dieInTurn));
await trial.live(null);
const findings = await trial.judge();
const calls = trial.sandbox.requests({ action: "DeleteMezzanines" }).length;
await trial.close();
console.log(`${added * ITEMS_PER_DELETION} ids, ${calls} deleting calls, ${findings.length} broken promises`);
for (const finding of findings) console.log(`  ${finding}`);
if (findings.length === 0 || url) fs.rmSync(folder, { recursive: true });
else console.log(`The data is kept in ${folder}.`);
if (findings.length > 0) console.log(`--seed ${seed} draws the same points again.`);
await server?.stop();
process.exit(findings.length === 0 ? 0 : 1);

async function startOwnServer() {
  const binaries = serverBinaries() ?? end("There is no PostgreSQL server here: --database-url names one.");
  const { folder: socket, stop } = await startServer(binaries);
  return { url: `postgresql://postgres@localhost/postgres?host=${socket}`, stop };
}
