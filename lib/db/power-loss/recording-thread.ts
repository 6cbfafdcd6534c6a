/**
 * The store's own thread (pglite-worker.ts) under record: every change it makes to its folder, and every
 * answer it gives, goes to the port `record` as a FileOperation, in one order. Started by record-store.ts.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Reply } from "../pglite-protocol.ts";
import type { FileOperation } from "./file-operation.ts";
import { recordFiles } from "./record-files.ts";

const port = parentPort;
if (!port) throw new Error("recording-thread.ts runs as a worker thread only.");
const { folder, fsyncs, record } = workerData as {
  folder: string;
  fsyncs: "made" | "dropped";
  record: MessagePort;
};
const note = (operation: FileOperation) => record.postMessage(operation);

recordFiles(folder, fsyncs, note);

const answer = port.postMessage.bind(port);
port.postMessage = (reply: Reply) => {
  if (reply.kind === "done") note({ op: "acknowledged", id: reply.id });
  answer(reply);
};

// Only now, since it opens the database as soon as it is imported.
await import("../pglite-worker.ts");
