import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema.ts";

/**
 * The one database type the console knows, PGlite or PostgreSQL. `db.execute(sql)` resolves to `{ rows }`
 * on both; raw int8 and count(*) come as numbers, raw timestamps as text.
 */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

/** What `db.transaction(async (tx) => …)` hands in; takes the same queries as `Db`. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** A transaction or the database itself. */
export type Executor = Db | Tx;

/** An open store, and what differs between the two. */
export type Store = {
  /** For whatever somebody waits for: people, and signs of life. */
  db: Db;
  /**
   * The same data, for work that goes on by itself and may ask for as much as it can get: runs, syncs, counts.
   * What it has in line holds nobody up who asks through `db`.
   */
  backgroundDb: Db;
  kind: "pglite" | "postgres";
  /** One or more statements without parameters. */
  exec(statements: string): Promise<void>;
  /** For pg-boss: `executeSql(text, values)`. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
};
