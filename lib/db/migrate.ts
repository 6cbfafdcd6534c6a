import path from "node:path";
import { sql } from "drizzle-orm";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import { rowsOf } from "./rows.ts";
import type { Db } from "./types.ts";

/** A database that this version of the console must not touch. */
export class WrongDatabase extends Error {
  override readonly name = "WrongDatabase";
}

type Applied = { hash: string; createdAt: number };

/**
 * Brings the database's tables to what this version of the console needs; does nothing when they are there.
 * The caller sees to it that only one process does this at a time.
 *
 * @param apply Drizzle's own migrator of the driver in use
 * @throws WrongDatabase when a newer version of the console, or another line of it, has changed the tables
 */
export async function migrateTables(
  db: Db,
  apply: (config: { migrationsFolder: string }) => Promise<unknown>,
): Promise<void> {
  const migrationsFolder = path.join(/* turbopackIgnore: true */ process.cwd(), "lib", "db", "migrations");
  checkApplied(await appliedMigrations(db), readMigrationFiles({ migrationsFolder }));
  await apply({ migrationsFolder });
}

async function appliedMigrations(db: Db): Promise<Applied[]> {
  const [found] = await rowsOf<{ there: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  );
  if (!found?.there) return [];
  return await rowsOf<Applied>(
    db,
    sql`select hash, created_at as "createdAt" from drizzle.__drizzle_migrations order by created_at`,
  );
}

/** @throws WrongDatabase */
export function checkApplied(
  applied: Applied[],
  known: Pick<MigrationMeta, "hash" | "folderMillis">[],
): void {
  const newest = Math.max(0, ...known.map((migration) => migration.folderMillis));
  if (applied.some((migration) => migration.createdAt > newest)) {
    throw new WrongDatabase(
      "The database was written by a newer version of the console than this one. " +
        "Start the newer version again, or restore a backup made with this one. Nothing was changed.",
    );
  }
  const hashes = new Set(known.map((migration) => migration.hash));
  if (applied.some((migration) => !hashes.has(migration.hash))) {
    throw new WrongDatabase(
      "The database was written by another line of the console, whose tables differ. " +
        "Set DATA_DIR or DATABASE_URL to a database of its own. Nothing was changed.",
    );
  }
}
