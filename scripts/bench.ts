import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { z } from "zod";
import { serverBinaries, startServer } from "../lib/db/test-postgres.ts";
import type { Target } from "./bench/engine-parts.ts";
import { type Measurement, ROWS, type Row, type StoreKind } from "./bench/measurement.ts";
import { tableOf } from "./bench/table.ts";
import { startNode } from "./child.ts";

const HELP = `usage: npm run bench -- [options]
  --only <row>     ${ROWS.join(", ")}; may be given several times
  --store <store>  pglite or postgres; both without it
  --small          100,000 videos instead of 1,000,000, and shorter runs`;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    store: { type: "string", multiple: true, default: ["pglite", "postgres"] },
    small: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

/** The rows whose work a row goes on with. */
const NEEDS: Record<Row, readonly (Row | "fill")[]> = {
  quota: [],
  peers: [],
  instances: [],
  browser: [],
  catalog: ["fill"],
  overview: ["fill"],
  freeze: ["fill"],
  plan: ["fill", "freeze"],
  engine: ["fill", "freeze", "plan"],
  memory: ["fill", "freeze", "plan"],
  requests: ["fill", "freeze", "plan"],
  whole: ["fill"],
};

if (values.help) {
  console.log(HELP);
} else {
  const only = z.array(z.enum(ROWS)).parse(values.only);
  const stores = z.array(z.enum(["pglite", "postgres"])).parse(values.store);
  await bench(only.length > 0 ? only : [...ROWS], stores);
}

async function bench(wanted: readonly Row[], stores: readonly StoreKind[]): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mezzanine-bench-"));
  const measurements: Measurement[] = [];
  try {
    if (stores.includes("pglite")) {
      const target = { databaseUrl: null, dataDir: path.join(folder, "pglite") };
      measurements.push(...(await benchStore("pglite", target, wanted)));
    }
    const binaries = stores.includes("postgres") ? serverBinaries() : null;
    if (binaries) measurements.push(...(await benchPostgres(binaries, wanted)));
    else if (stores.includes("postgres")) console.log("There is no PostgreSQL here: its rows are left out.");
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  console.log(tableOf(measurements));
}

async function benchPostgres(binaries: string, wanted: readonly Row[]): Promise<Measurement[]> {
  // As a server is out of the box, so fsync stays on.
  const server = await startServer(binaries, { fsync: "on" });
  try {
    const databaseUrl = `postgresql://postgres@localhost/postgres?host=${server.folder}`;
    return await benchStore("postgres", { databaseUrl, dataDir: "" }, wanted);
  } finally {
    await server.stop();
  }
}

async function benchStore(store: StoreKind, target: Target, wanted: readonly Row[]): Promise<Measurement[]> {
  const needed = new Set(wanted.flatMap((row) => [...NEEDS[row], row]));
  const measurements: Measurement[] = [];
  // The catalog is filled after the rows that bring their own ids.
  const order = ["quota", "peers", "instances", "browser", "fill", ...ROWS.slice(4)] as const;
  for (const row of order) {
    if (!needed.has(row) || (row === "instances" && store === "pglite")) continue;
    const measured = await runStep(row, store, target);
    for (const one of measured) {
      if (!wanted.includes(one.row)) continue;
      measurements.push(one);
    }
    if (measured.length > 0) console.log(tableOf(measured));
  }
  return measurements;
}

async function runStep(row: Row | "fill", store: StoreKind, target: Target): Promise<Measurement[]> {
  const step = JSON.stringify({ row, store, small: values.small, target });
  const script = path.join(import.meta.dirname, "bench", "run-step.ts");
  console.log(`${new Date().toISOString()} ${store} ${row}`);
  const child = startNode(["--expose-gc", script, step], {
    env: { LOG_LEVEL: "error" },
    readsStdout: true,
  });
  const output = child.stdout ? await text(child.stdout) : "";
  const code = await child.ended;
  const line = output.trim().split("\n").at(-1) ?? "";
  if (code !== 0) throw new Error(`The row ${row} on ${store} ended with ${code}: ${line}`);
  // Written by our own child a moment ago.
  return JSON.parse(line) as Measurement[];
}
