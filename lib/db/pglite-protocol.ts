/** What crosses the thread between the console and its PGlite worker. */

export type QueryRequest = {
  op: "query";
  text: string;
  params: unknown[];
  rowMode: "object" | "array";
  /** Column types (OIDs) that come back as PostgreSQL's text, for the caller's own parsers. */
  textTypes: number[];
  /** Part of an open transaction: a failure leaves the session to the transaction's rollback. */
  inTransaction: boolean;
};

/** One or more statements without parameters. */
export type ExecRequest = { op: "exec"; text: string; inTransaction: boolean };

/** How many fsyncs were made since the start. */
export type FsyncsRequest = { op: "fsyncs" };

export type CloseRequest = { op: "close" };

export type Request = QueryRequest | ExecRequest | FsyncsRequest | CloseRequest;

export type StatementResult = {
  rows: unknown[];
  fields: { name: string; dataTypeID: number }[];
  affectedRows?: number;
  /** The command tag, e.g. COMMIT; a COMMIT of an aborted transaction says ROLLBACK. */
  command?: string;
};

/** The fields of a PostgreSQL error that callers tell errors apart by. */
export type WireError = {
  message: string;
  code?: string;
  severity?: string;
  detail?: string;
  hint?: string;
  constraint?: string;
  table?: string;
  column?: string;
  position?: string;
};

export type Envelope = { id: number; request: Request };

export type Reply =
  | { kind: "ready" }
  /** The database cannot go on: an abort inside WebAssembly, a full disk, a start that failed. */
  | { kind: "fatal"; message: string }
  | { kind: "done"; id: number; value: unknown }
  | { kind: "failed"; id: number; error: WireError };
