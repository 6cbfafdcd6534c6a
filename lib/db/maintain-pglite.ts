import { log } from "../log.ts";
import type { Session } from "./pglite-session.ts";

const LOOK_EVERY_MS = 10_000;
/** pg-boss and heartbeats change a few rows a minute even when nobody does anything. */
const QUIET_CHANGES_PER_LOOK = 50;
const QUIET_LOOKS = 6;
const WORTH_A_VACUUM = 1_000;
const LEAST_WAL_BETWEEN_CHECKPOINTS = 128 * 1024 * 1024;
/** A start after a crash takes some 2 s for every 100 MB. */
const MOST_WAL_BETWEEN_CHECKPOINTS = 512 * 1024 * 1024;

export type Maintenance = {
  /** Rows changed by a statement, as its command tag counts them. */
  changed(rows: number): void;
  stop(): void;
};

/**
 * Does what a PostgreSQL server does in the background and PGlite, being single-user, does not: VACUUM
 * (ANALYZE) after changes, once it has been quiet for a minute; CHECKPOINT then, and whenever the log has grown by
 * a quarter of the database, since nothing else bounds it (measured: it grew by every byte written).
 *
 * The first change of a page after a checkpoint logs the whole page. A run over a million videos touches most
 * pages of their indexes in any ten seconds: with a bound of 128 MB it logged them all anew every time.
 */
export function maintain(session: Session): Maintenance {
  let sinceVacuum = 0;
  let sinceLook = 0;
  let quietLooks = 0;
  let checkpointAt = 0;
  let busy = false;

  const checkpoint = async () => {
    await session.exec("checkpoint");
    checkpointAt = await walPosition(session);
  };

  const isLogLong = async (): Promise<boolean> => {
    const grown = (await walPosition(session)) - checkpointAt;
    if (grown <= LEAST_WAL_BETWEEN_CHECKPOINTS) return false;
    return grown > Math.min(MOST_WAL_BETWEEN_CHECKPOINTS, (await databaseBytes(session)) / 4);
  };

  const look = async () => {
    quietLooks = sinceLook <= QUIET_CHANGES_PER_LOOK ? quietLooks + 1 : 0;
    sinceLook = 0;
    if (quietLooks >= QUIET_LOOKS && sinceVacuum >= WORTH_A_VACUUM) {
      sinceVacuum = 0;
      // VACUUM cannot share a call with another statement.
      await session.exec("vacuum (analyze)");
      await checkpoint();
    } else if (await isLogLong()) await checkpoint();
  };

  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    look()
      .catch((error: unknown) => log.warn({ err: error }, "maintenance of the embedded database failed"))
      .finally(() => {
        busy = false;
      });
  }, LOOK_EVERY_MS);
  timer.unref();

  return {
    changed(rows) {
      sinceVacuum += rows;
      sinceLook += rows;
    },
    stop: () => clearInterval(timer),
  };
}

/** Bytes of write-ahead log written since the database was made. */
async function walPosition(session: Session): Promise<number> {
  return await numberOf(session, "select (pg_current_wal_lsn() - '0/0'::pg_lsn)::float8");
}

async function databaseBytes(session: Session): Promise<number> {
  return await numberOf(session, "select pg_database_size(current_database())::float8");
}

async function numberOf(session: Session, query: string): Promise<number> {
  const { rows } = await session.query(query, [], { rowMode: "array" });
  const [row] = rows;
  return Array.isArray(row) ? Number(row[0]) : 0;
}
