import { askDatabase, createTestDatabase } from "../lib/db/test-database.ts";
import { serverBinaries, startServer } from "../lib/db/test-postgres.ts";

export type TestDatabase = { url: string; remove(): Promise<void> };

/** Whether there is a PostgreSQL server for tests; those that need one are not registered without. */
export const HAS_POSTGRES = Boolean(process.env.TEST_DATABASE_URL) || serverBinaries() !== null;

/** An empty database, on the server of `TEST_DATABASE_URL` or on one that is started for it. */
export async function createDatabase(): Promise<TestDatabase> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return await createTestDatabase(given);
  const binaries = serverBinaries();
  if (!binaries) throw new Error("There is no PostgreSQL server for tests.");
  const { folder, stop } = await startServer(binaries);
  return { url: `postgresql://postgres@localhost/postgres?host=${folder}`, remove: stop };
}

/** The first column of the first row, as a number. */
export async function ask(url: string, statement: string): Promise<number> {
  const [row] = await askDatabase(url, statement);
  return Number(row?.[0]);
}
