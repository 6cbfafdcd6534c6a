import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { log } from "../log.ts";
import { migrateTables } from "./migrate.ts";
import { ConsoleClient } from "./postgres-client.ts";
import * as schema from "./schema.ts";
import type { Store } from "./types.ts";

const OLDEST_SERVER = 150_000;
/** Of one process, at most, when it is asked and at work at once. */
const MOST_CONNECTIONS = { first: 6, background: 10 };
/** Any number that nothing else in the database locks: "mezz" in ASCII. */
const MIGRATION_LOCK = 0x6d_65_7a_7a;

/**
 * Connects to PostgreSQL 15 or newer and brings the tables up to date. Several instances may start at once:
 * one of them does it, the others wait.
 *
 * @throws WrongDatabase, or an Error with a sentence when the server is unreachable or too old
 */
export async function openPostgres(databaseUrl: string): Promise<Store> {
  const pool = openPool(databaseUrl, MOST_CONNECTIONS.first);
  const background = openPool(databaseUrl, MOST_CONNECTIONS.background);
  const close = async () => {
    await Promise.all([pool.end(), background.end()]);
  };
  try {
    await prepare(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    db: drizzle({ client: pool, schema }),
    backgroundDb: drizzle({ client: background, schema }),
    kind: "postgres",
    exec: async (statements) => {
      await script(pool, statements);
    },
    executeSql: async (text, values) => {
      const results = values?.length ? [await pool.query(text, values)] : await script(pool, text);
      return { rows: results.flatMap((result) => result.rows) };
    },
    close,
  };
}

function openPool(databaseUrl: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    Client: ConsoleClient,
    // One time zone and date style, so that raw timestamps read alike on every server. No transaction here waits
    // for anything but the database; one that idles is of a process that froze, and its locks would keep
    // everybody else from taking over. No statement here runs for so long that compiling it would pay.
    options: "-c timezone=UTC -c datestyle=ISO -c idle_in_transaction_session_timeout=10s -c jit=off",
    application_name: "mezzanine-console",
    max,
    connectionTimeoutMillis: 10_000,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) => log.warn({ err: error }, "an idle database connection broke"));
  // The pool listens to idle connections only. One that breaks while a transaction holds it, between two of its
  // queries, would end the process too; its next query fails, and tells whoever holds it.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** Several statements in one text; one that fails inside its own BEGIN leaves no open transaction behind. */
async function script(pool: pg.Pool, text: string): Promise<pg.QueryResult[]> {
  const client = await pool.connect();
  try {
    // Several statements give an array of results, which the types of `pg` leave out.
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(text);
    return Array.isArray(result) ? result : [result];
  } catch (error) {
    // A connection that cannot even roll back is broken, and the pool drops it at release.
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function prepare(pool: pg.Pool): Promise<void> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new Error("PostgreSQL at DATABASE_URL does not answer. Check address, name and password.", {
      cause: error,
    });
  });
  try {
    await checkVersion(client);
    const db = drizzle({ client, schema });
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    try {
      await migrateTables(db, (config) => migrate(db, config));
    } finally {
      await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    }
  } finally {
    client.release();
  }
}

async function checkVersion(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  );
  const [server] = rows;
  if (!server || server.number < OLDEST_SERVER) {
    throw new Error(`PostgreSQL at DATABASE_URL is ${server?.name}; the console needs 15 or newer.`);
  }
}
