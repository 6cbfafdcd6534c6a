import path from "node:path";
import { Worker } from "node:worker_threads";
import type {
  ExecRequest,
  QueryRequest,
  Reply,
  Request,
  StatementResult,
  WireError,
} from "./pglite-protocol.ts";

/**
 * A statement that the embedded database refused, with the fields of a PostgreSQL error: `code` is the
 * SQLSTATE, as on the errors of `pg`.
 */
export class PgliteError extends Error {
  override readonly name = "PgliteError";
  declare readonly code?: string;
  declare readonly detail?: string;
  declare readonly constraint?: string;

  constructor(error: WireError) {
    super(error.message);
    Object.assign(this, error);
  }
}

type Pending = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/** Each call is posted at once; the thread works them in the order they were posted. */
export type Rpc = {
  /** @throws PgliteError */
  query(request: Omit<QueryRequest, "op">): Promise<StatementResult>;
  /** @throws PgliteError */
  exec(request: Omit<ExecRequest, "op">): Promise<StatementResult[]>;
  /** How many fsyncs were made since the start. */
  fsyncs(): Promise<number>;
  /** Closes the database and ends the thread. */
  close(): Promise<void>;
};

/**
 * Starts the worker thread on a data folder and resolves when its database is open.
 *
 * @param onFatal told once, with a sentence, when an open database can no longer be used; every call that
 *   waits has been rejected by then
 * @throws Error when the database does not open
 */
export function startPgliteThread(folder: string, onFatal: (message: string) => void): Promise<Rpc> {
  // A plain path from the project's root: bundlers would otherwise pack a copy that cannot be started.
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), "lib", "db", "pglite-worker.ts");
  const worker = new Worker(/* turbopackIgnore: true */ file, { workerData: { folder }, execArgv: [] });
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let state: "starting" | "open" | "closing" | "dead" = "starting";

  function settle(reply: Extract<Reply, { id: number }>) {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.kind === "done") waiting?.resolve(reply.value);
    else waiting?.reject(new PgliteError(reply.error));
  }

  /** `T` is what pglite-worker.ts answers to this request; both ends are one release. */
  function call<T>(request: Request): Promise<T> {
    if (state !== "open" && !(state === "closing" && request.op === "close")) {
      return Promise.reject(new Error("The embedded database is closed."));
    }
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve: (value) => resolve(value as T), reject });
      worker.postMessage({ id, request });
    });
  }

  const rpc: Rpc = {
    query: (request) => call({ op: "query", ...request }),
    exec: (request) => call({ op: "exec", ...request }),
    fsyncs: () => call({ op: "fsyncs" }),
    async close() {
      if (state !== "open") return;
      state = "closing";
      await call({ op: "close" });
      state = "dead";
      await worker.terminate();
    },
  };

  return new Promise((resolve, reject) => {
    const die = (message: string) => {
      if (state === "dead") return;
      const before = state;
      state = "dead";
      const error = new Error(message);
      for (const waiting of pending.values()) waiting.reject(error);
      pending.clear();
      if (before === "starting") reject(error);
      else if (before === "open") onFatal(message);
      void worker.terminate();
    };
    worker.on("message", (reply: Reply) => {
      if (reply.kind === "ready") {
        state = "open";
        resolve(rpc);
      } else if (reply.kind === "fatal") die(reply.message);
      else settle(reply);
    });
    worker.on("error", (error) => die(error instanceof Error ? error.message : String(error)));
    worker.on("exit", (code) => die(`The thread of the embedded database ended with code ${code}.`));
  });
}
