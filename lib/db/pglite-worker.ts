/**
 * The thread in which PGlite lives, so that its fsyncs and long statements do not stop the web server. It
 * works one request after the other, in the order they were posted. Started by pglite-client.ts; runs
 * unbundled, so it imports packages and sibling files only.
 */
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { DurableNodeFs } from "./durable-node-fs.ts";
import { fullDiskSentence, isFullDisk } from "./full-disk.ts";
import type { Envelope, ExecRequest, QueryRequest, Reply, Request, WireError } from "./pglite-protocol.ts";
import { startParams } from "./pglite-settings.ts";

const port = parentPort;
if (!port) throw new Error("pglite-worker.ts runs as a worker thread only.");
const reply = (message: Reply) => port.postMessage(message);

const { folder } = workerData as { folder: string };
let broken = false;
const files = new DurableNodeFs(folder);

/** I/O error: going on would only damage more, as on a full disk. */
const FATAL_CODES = new Set(["58030"]);
const FATAL_SEVERITIES = new Set(["FATAL", "PANIC"]);

const asText = (value: string) => value;

/** What PostgreSQL said last before it gave up. */
let lastWords = "";
const hear = (line: string) => {
  lastWords = /(?:PANIC|FATAL):\s*(.*)/.exec(line)?.[1] ?? lastWords;
  return false;
};
files.onAbort = () => {
  broken = true;
  reply({ kind: "fatal", message: sentenceOf({ message: lastWords || "The embedded database gave up." }) });
};

async function open(): Promise<PGlite> {
  const pg = await PGlite.create({ fs: files, startParams: startParams(), onStderr: hear });
  // The self-test of promise "durable": a commit that writes WAL must reach fsync.
  const before = files.fsyncs.count;
  await pg.query("select pg_logical_emit_message(true, 'console', 'fsync self-test')");
  if (files.fsyncs.count === before) {
    await pg.close();
    throw new Error(
      "The embedded database made no fsync for a commit, so a power loss could undo what it acknowledged. " +
        "It was not opened. This happens when @electric-sql/pglite is not the pinned version: run npm ci.",
    );
  }
  return pg;
}

async function runQuery(pg: PGlite, request: QueryRequest) {
  const parsers = Object.fromEntries(request.textTypes.map((oid) => [oid, asText]));
  const result = await pg.query(request.text, request.params, { rowMode: request.rowMode, parsers });
  return slim(result);
}

async function runExec(pg: PGlite, request: ExecRequest) {
  return (await pg.exec(request.text)).map(slim);
}

type Answer = Awaited<ReturnType<PGlite["query"]>>;

function slim({ rows, fields, affectedRows, command }: Answer) {
  return { rows, fields, affectedRows, command };
}

/** Statements that left a transaction open on failure must not poison the one session for the others. */
async function statement<T>(pg: PGlite, inTransaction: boolean, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!inTransaction && pg.isInTransaction()) await pg.exec("rollback");
    throw error;
  }
}

async function answer(pg: PGlite, request: Request): Promise<unknown> {
  switch (request.op) {
    case "query":
      return await statement(pg, request.inTransaction, () => runQuery(pg, request));
    case "exec":
      return await statement(pg, request.inTransaction, () => runExec(pg, request));
    case "fsyncs":
      return files.fsyncs.count;
    case "close":
      return await pg.close();
    default:
      return request satisfies never;
  }
}

function toWire(error: unknown): WireError {
  if (!(error instanceof Error)) return { message: String(error) };
  const wire: WireError = { message: error.message };
  const keys = ["code", "severity", "detail", "hint", "constraint", "table", "column", "position"] as const;
  for (const key of keys) {
    const value: unknown = Reflect.get(error, key);
    if (typeof value === "string") wire[key] = value;
  }
  return wire;
}

/** An abort inside WebAssembly leaves memory in an unknown state; nothing may run on it. */
function isFatal(error: unknown, wire: WireError): boolean {
  if (error instanceof WebAssembly.RuntimeError || wire.message.startsWith("Aborted(")) return true;
  return isFullDisk(wire) || FATAL_CODES.has(wire.code ?? "") || FATAL_SEVERITIES.has(wire.severity ?? "");
}

function sentenceOf(wire: WireError): string {
  return isFullDisk(wire) ? fullDiskSentence(folder, wire.message) : wire.message;
}

async function handle(pg: PGlite, { id, request }: Envelope): Promise<void> {
  // What was posted before the other side heard of the end is rejected there.
  if (broken) return;
  try {
    reply({ kind: "done", id, value: await answer(pg, request) });
  } catch (error) {
    const wire = toWire(error);
    broken = isFatal(error, wire);
    if (broken) reply({ kind: "fatal", message: sentenceOf(wire) });
    else reply({ kind: "failed", id, error: wire });
  }
}

try {
  const pg = await open();
  let last = Promise.resolve();
  port.on("message", (envelope: Envelope) => {
    last = last.then(() => handle(pg, envelope));
  });
  reply({ kind: "ready" });
} catch (error) {
  reply({ kind: "fatal", message: sentenceOf(toWire(error)) });
}
