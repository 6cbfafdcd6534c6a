import { execFile } from "node:child_process";
import * as fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { lockFolder } from "./folder-lock.ts";
import { maintain } from "./maintain-pglite.ts";
import { migrateTables } from "./migrate.ts";
import { startPgliteThread } from "./pglite-rpc.ts";
import { createSessions, type Session } from "./pglite-session.ts";
import { PGLITE_POSTGRES_MAJOR } from "./pglite-settings.ts";
import * as schema from "./schema.ts";
import type { Store } from "./types.ts";

export type PgliteStore = Store & {
  /** How many fsyncs were made since the start. */
  fsyncs(): Promise<number>;
};

/**
 * Opens the embedded database below `dataDir`, made at the first start, and brings its tables up to date.
 *
 * @param onFatal told with a sentence when the open database can no longer be used
 * @throws FolderTaken, WrongDatabase, or an Error with a sentence; the folder is free again then
 */
export async function openPglite(dataDir: string, onFatal: (message: string) => void): Promise<PgliteStore> {
  fs.mkdirSync(dataDir, { recursive: true });
  const lock = await lockFolder(dataDir, onFatal);
  try {
    const folder = path.join(dataDir, "pgdata");
    await prepareFolder(folder);
    const rpc = await startPgliteThread(folder, onFatal);
    const bare = createSessions(rpc);
    const maintenance = maintain(bare.background);
    const session = counting(bare.first, maintenance.changed);
    const background = counting(bare.background, maintenance.changed);
    // Drizzle uses only query and transaction of its client, which a session has.
    const db = drizzle({ client: session as unknown as PGlite, schema });
    const backgroundDb = drizzle({ client: background as unknown as PGlite, schema });
    const close = async () => {
      maintenance.stop();
      await rpc.close();
    };
    try {
      await migrateTables(db, (config) => migrate(db, config));
    } catch (error) {
      await close();
      throw error;
    }
    return {
      db,
      backgroundDb,
      kind: "pglite",
      exec: async (statements) => {
        await session.exec(statements);
      },
      executeSql: (text, values) => executeSql(session, text, values),
      fsyncs: rpc.fsyncs,
      close: async () => {
        await close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Only the extended protocol takes values, and only the simple one takes several statements. */
async function executeSql(session: Session, text: string, values: unknown[] | undefined) {
  const results = values?.length ? [await session.query(text, values)] : await session.exec(text);
  // Rows come in object mode here, so each is a record.
  return { rows: results.flatMap((result) => result.rows) as Record<string, unknown>[] };
}

/** Tells the maintenance how many rows each statement changed. */
function counting(session: Session, changed: (rows: number) => void): Session {
  const counted = <T extends Pick<Session, "query" | "exec">>(client: T) => ({
    query: async (...args: Parameters<Session["query"]>) => {
      const result = await client.query(...args);
      changed(result.affectedRows ?? 0);
      return result;
    },
    exec: async (statements: string) => {
      const results = await client.exec(statements);
      for (const result of results) changed(result.affectedRows ?? 0);
      return results;
    },
  });
  return {
    ...counted(session),
    transaction: (run) => session.transaction((tx) => run(counted(tx))),
  };
}

/**
 * Leaves a database of the right major version at `folder`. It is made beside it and moved there when it is
 * complete and on disk, so that a crash in between leaves nothing half made.
 */
async function prepareFolder(folder: string): Promise<void> {
  const versionFile = path.join(folder, "PG_VERSION");
  if (fs.existsSync(versionFile)) {
    const major = fs.readFileSync(versionFile, "utf8").trim();
    if (major === PGLITE_POSTGRES_MAJOR) return;
    throw new Error(
      `The embedded database in ${folder} was written by PostgreSQL ${major}, and this version of the ` +
        `console brings PostgreSQL ${PGLITE_POSTGRES_MAJOR}, which cannot read it. Start the version that wrote ` +
        "it, or set DATA_DIR to another folder. Nothing was changed.",
    );
  }
  if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0) {
    throw new Error(`The folder ${folder} holds files, but no database. Set DATA_DIR to another folder.`);
  }
  const fresh = `${folder}.new`;
  fs.rmSync(fresh, { recursive: true, force: true });
  const script = path.join(/* turbopackIgnore: true */ process.cwd(), "lib", "db", "create-pglite.ts");
  await promisify(execFile)(process.execPath, [script, fresh]);
  fs.renameSync(fresh, folder);
  const parent = fs.openSync(path.dirname(folder), "r");
  fs.fsyncSync(parent);
  fs.closeSync(parent);
}
