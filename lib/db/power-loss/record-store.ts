import { MessageChannel, Worker } from "node:worker_threads";
import type { Envelope, Reply, Request } from "../pglite-protocol.ts";
import type { FileOperation } from "./file-operation.ts";

/**
 * Opens the embedded store in `folder`, runs the statements one after the other, and closes it; each of them
 * may be several statements in one transaction.
 *
 * @param fsyncs with `dropped`, no fsync reaches the disk: the store as PGlite ships it
 * @returns what it did to the folder; `acknowledged` n is the nth of the statements, counted from 1
 * @throws Error with the message of the statement that failed
 */
export async function recordStore(
  folder: string,
  fsyncs: "made" | "dropped",
  statements: readonly string[],
): Promise<FileOperation[]> {
  const { port1: record, port2 } = new MessageChannel();
  const worker = new Worker(new URL("./recording-thread.ts", import.meta.url), {
    workerData: { folder, fsyncs, record: port2 },
    transferList: [port2],
    execArgv: [],
  });
  const operations: FileOperation[] = [];
  const lastId = statements.length + 1;
  const complete = new Promise<void>((resolve) => {
    record.on("message", (operation: FileOperation) => {
      operations.push(operation);
      if (operation.op === "acknowledged" && operation.id === lastId) resolve();
    });
  });
  try {
    await nextReply(worker);
    for (const [index, text] of statements.entries()) {
      await call(worker, index + 1, { op: "exec", text, inTransaction: false });
    }
    await call(worker, lastId, { op: "close" });
    await complete;
    return operations.filter((operation) => operation.op !== "acknowledged" || operation.id !== lastId);
  } finally {
    record.close();
    await worker.terminate();
  }
}

async function call(worker: Worker, id: number, request: Request): Promise<void> {
  const envelope: Envelope = { id, request };
  const reply = nextReply(worker);
  worker.postMessage(envelope);
  await reply;
}

function nextReply(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.removeAllListeners();
    worker.once("error", reject);
    worker.once("message", (reply: Reply) => {
      if (reply.kind === "fatal") reject(new Error(reply.message));
      else if (reply.kind === "failed") reject(new Error(reply.error.message));
      else resolve();
    });
  });
}
