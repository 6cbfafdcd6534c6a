import { createHash, randomUUID } from "node:crypto";
import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { openStore } from "./open.ts";
import { createTestDatabase } from "./test-database.ts";
import type { Store } from "./types.ts";

/** Where a test's store lives, to open it a second time or from another process. */
export type TestTarget = { databaseUrl: string | null; dataDir: string };

export type TestStore = Store & {
  target: TestTarget;
  /** Empties every table of the console, and the queue's jobs. */
  reset(): Promise<void>;
};

/**
 * Runs one suite on each store there is: on PGlite always, on PostgreSQL where a server is at hand. Each
 * call gets a database of its own, open from its first hook to its last. `store` may be called in hooks and
 * tests.
 */
export function eachStore(title: string, suite: (store: () => TestStore) => void): void {
  onStore(`${title} (PGlite)`, pgliteTarget, suite);
  // Not registered rather than skipped: a skipped test counts as failed.
  if (inject("postgresUrl")) onStore(`${title} (PostgreSQL)`, postgresTarget, suite);
}

type Prepared = { target: TestTarget; remove(): Promise<void> };

function onStore(
  title: string,
  prepare: () => Promise<Prepared>,
  suite: (store: () => TestStore) => void,
): void {
  describe(title, () => {
    let open: { store: TestStore; prepared: Prepared } | undefined;
    beforeAll(async () => {
      const prepared = await prepare();
      const store = await openStore({ ...prepared.target, onFatal: failLoudly });
      open = { prepared, store: { ...store, target: prepared.target, reset: () => reset(store) } };
    });
    afterAll(async () => {
      await open?.store.close();
      await open?.prepared.remove();
    });
    suite(() => {
      if (!open) throw new Error("The store is open in hooks and tests only.");
      return open.store;
    });
  });
}

function failLoudly(message: string): void {
  throw new Error(message);
}

async function reset(store: Store): Promise<void> {
  const { rows } = await store.executeSql(
    "select format('%I', tablename) as name from pg_tables where schemaname = 'public'",
  );
  await store.exec(`truncate ${rows.map((row) => String(row.name)).join(", ")} restart identity`);
  const queue = await store.executeSql("select to_regclass('pgboss.job') is not null as there");
  if (queue.rows[0]?.there) await store.exec("delete from pgboss.job");
}

/** A data folder with a database in it, copied from one made once: making it takes seconds, copying does not. */
export async function pgliteTarget(): Promise<Prepared> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "mezzanine-pglite-"));
  fs.cpSync(await pgliteTemplate(), dataDir, { recursive: true });
  return {
    target: { databaseUrl: null, dataDir },
    remove: async () => fs.rmSync(dataDir, { recursive: true, force: true }),
  };
}

async function pgliteTemplate(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of [
    "node_modules/@electric-sql/pglite/package.json",
    "lib/db/migrations/meta/_journal.json",
  ]) {
    hash.update(fs.readFileSync(file));
  }
  for (const file of fs.readdirSync("lib/db/migrations").filter((name) => name.endsWith(".sql"))) {
    hash.update(fs.readFileSync(path.join("lib/db/migrations", file)));
  }
  const template = path.join(os.tmpdir(), `mezzanine-pglite-template-${hash.digest("hex").slice(0, 16)}`);
  if (fs.existsSync(template)) return template;
  // Several test files may make it at once; whoever is first puts it in place.
  const own = `${template}.${randomUUID()}`;
  const store = await openStore({ databaseUrl: null, dataDir: own, onFatal: failLoudly });
  await store.close();
  try {
    fs.renameSync(own, template);
  } catch (error) {
    if (!fs.existsSync(template)) throw error;
    fs.rmSync(own, { recursive: true, force: true });
  }
  return template;
}

/** A fresh database on the test server, without tables. */
export async function postgresTarget(): Promise<Prepared> {
  const server = inject("postgresUrl");
  if (!server) throw new Error("There is no PostgreSQL server for tests.");
  const { url, remove } = await createTestDatabase(server);
  return { target: { databaseUrl: url, dataDir: path.join(os.tmpdir(), "mezzanine-unused") }, remove };
}
