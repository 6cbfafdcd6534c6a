import { AsyncLocalStorage } from "node:async_hooks";
import type { StatementResult } from "./pglite-protocol.ts";
import type { Rpc } from "./pglite-rpc.ts";

/** What Drizzle's PGlite session passes along with a statement. */
export type QueryOptions = {
  rowMode?: "object" | "array";
  parsers?: Record<number | string, (text: string) => unknown>;
};

/** The slice of PGlite's interface that statements are run through, in a transaction or outside. */
export type SessionClient = {
  query(text: string, params?: unknown[], options?: QueryOptions): Promise<StatementResult>;
  exec(statements: string): Promise<StatementResult[]>;
};

/** One PGlite session shared by everybody in the process. */
export type Session = SessionClient & {
  transaction<T>(run: (tx: SessionClient) => Promise<T>): Promise<T>;
};

/** The transaction that the present call chain runs in, to tell a deadlock from a wait. */
type Held = { open: boolean };

/**
 * Shares the one session of PGlite: a transaction holds it from BEGIN until it has committed or rolled back,
 * and everything else waits its turn, first come first served. Nested transactions are savepoints, which
 * Drizzle writes itself.
 *
 * A statement that a transaction's own code sends past it, on the database instead of `tx`, would wait for
 * ever; it is refused with an error that says so.
 */
export function createSession(rpc: Pick<Rpc, "query" | "exec">): Session {
  let last: Promise<unknown> = Promise.resolve();
  const inside = new AsyncLocalStorage<Held>();

  /** Runs `work` when everybody before it is done. `work` says by its promise when the next may go. */
  function turn<T>(work: () => Promise<T>): Promise<T> {
    if (inside.getStore()?.open) {
      return Promise.reject(
        new Error("A statement inside a transaction was sent to the database instead of the transaction."),
      );
    }
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  function client(held?: Held): SessionClient {
    const inTransaction = held !== undefined;
    const check = () => {
      if (held && !held.open) throw new Error("A statement came after the end of its transaction.");
    };
    return {
      async query(text, params = [], options = {}) {
        check();
        const parsers = options.parsers ?? {};
        const rowMode = options.rowMode ?? "object";
        const textTypes = Object.keys(parsers).map(Number);
        const answer = await rpc.query({ text, params, rowMode, textTypes, inTransaction });
        applyParsers(answer, rowMode, parsers);
        return answer;
      },
      async exec(statements) {
        check();
        return await rpc.exec({ text: statements, inTransaction });
      },
    };
  }

  const plain = client();

  return {
    query: (text, params, options) => turn(() => plain.query(text, params, options)),
    exec: (statements) => turn(() => plain.exec(statements)),
    transaction: (run) =>
      turn(async () => {
        const held: Held = { open: true };
        const tx = client(held);
        await tx.exec("begin");
        try {
          const value = await inside.run(held, () => run(tx));
          const [commit] = await tx.exec("commit");
          if (commit?.command !== "COMMIT") {
            throw new Error("The transaction was rolled back: a statement in it had failed.");
          }
          return value;
        } catch (error) {
          // Only warns where COMMIT has rolled back already. Fails only where the database is gone, which
          // `onFatal` has been told; the first error is the one to report.
          await tx.exec("rollback").catch(() => undefined);
          throw error;
        } finally {
          held.open = false;
        }
      }),
  };
}

/** Functions cannot cross the thread: the worker leaves these columns as text, and they are read here. */
function applyParsers(
  answer: StatementResult,
  rowMode: "object" | "array",
  parsers: Record<number | string, (text: string) => unknown>,
): void {
  const columns = answer.fields.flatMap((field, position) => {
    const parse = parsers[field.dataTypeID];
    return parse ? [{ key: rowMode === "array" ? position : field.name, parse }] : [];
  });
  if (columns.length === 0) return;
  for (const row of answer.rows) {
    // A row is an array or a plain object, as `rowMode` asked; both take their column's key.
    const cells = row as Record<string | number, unknown>;
    for (const { key, parse } of columns) {
      const cell = cells[key];
      if (typeof cell === "string") cells[key] = parse(cell);
    }
  }
}
