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

/** PGlite's one session, as one of the two kinds of callers sees it. */
export type Session = SessionClient & {
  transaction<T>(run: (tx: SessionClient) => Promise<T>): Promise<T>;
};

/** The transaction that the present call chain runs in, to tell a deadlock from a wait. */
type Held = { open: boolean };

/** So many of `first` in a row, and then one of `background` has its turn: a screen asks for a dozen. */
const MOST_FIRST = 20;

/**
 * Shares the one session of PGlite: a transaction holds it from BEGIN until it has committed or rolled back,
 * and everything else waits its turn. Who asks through `first` comes before who asks through `background`, and
 * among each other the first come are served first. After a turn of `first` the session waits for the rest of this
 * turn of the loop, so that a request that sends statement after statement waits for the background once, not
 * before each of them. Nested transactions are savepoints, which Drizzle writes itself.
 *
 * A statement that a transaction's own code sends past it, on the database instead of `tx`, would wait for
 * ever; it is refused with an error that says so.
 */
export function createSessions(rpc: Pick<Rpc, "query" | "exec">): { first: Session; background: Session } {
  const waiting = { first: [] as (() => void)[], background: [] as (() => void)[] };
  let taken = false;
  /** The session is kept free for the next statement of who was served last. */
  let kept = false;
  let firstInARow = 0;
  const inside = new AsyncLocalStorage<Held>();

  /** Lets in whoever is next. */
  function pass(): void {
    const background = firstInARow >= MOST_FIRST && waiting.background.length > 0;
    const enter = (background ? undefined : waiting.first.shift()) ?? waiting.background.shift();
    if (enter) {
      enter();
      return;
    }
    taken = false;
    firstInARow = 0;
  }

  /** Lets in whoever is next, once whoever was served last had the time to send the next statement. */
  function passSoon(): void {
    if (waiting.first.length > 0 || waiting.background.length === 0 || firstInARow >= MOST_FIRST) {
      pass();
      return;
    }
    kept = true;
    setImmediate(() => {
      if (!kept) return;
      kept = false;
      pass();
    });
  }

  async function turn<T>(line: keyof typeof waiting, work: () => Promise<T>): Promise<T> {
    if (inside.getStore()?.open) {
      throw new Error(
        "A statement inside a transaction was sent to the database instead of the transaction.",
      );
    }
    if (kept && line === "first") kept = false;
    else if (taken) await new Promise<void>((enter) => waiting[line].push(enter));
    taken = true;
    firstInARow = line === "first" ? firstInARow + 1 : 0;
    try {
      return await work();
    } finally {
      if (line === "first") passSoon();
      else pass();
    }
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

  async function transaction<T>(run: (tx: SessionClient) => Promise<T>): Promise<T> {
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
  }

  const session = (line: keyof typeof waiting): Session => ({
    query: (text, params, options) => turn(line, () => plain.query(text, params, options)),
    exec: (statements) => turn(line, () => plain.exec(statements)),
    transaction: (run) => turn(line, () => transaction(run)),
  });
  return { first: session("first"), background: session("background") };
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
