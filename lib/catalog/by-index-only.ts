import { sql } from "drizzle-orm";
import type { Executor, Tx } from "../db/types.ts";

/** Starting workers takes longer than a page may. */
const NO_FULL_READ = { enable_seqscan: "off", max_parallel_workers_per_gather: "0" };

/**
 * Runs a query that reads no table from end to end and walks along no index: the indexes say which rows there are
 * (bitmaps), and only those are read. For queries that have been tried the other way, where the planner would
 * try it once more. In a transaction of its own, whose end takes the settings back.
 */
export async function byIndexOnly<T>(db: Executor, query: (tx: Tx) => Promise<T>): Promise<T> {
  return await withSettings(db, { ...NO_FULL_READ, enable_indexscan: "off" }, query);
}

/** The same for a query that asks for no order, and so has none to walk along: it looks rows up one by one. */
export async function byLookUps<T>(db: Executor, query: (tx: Tx) => Promise<T>): Promise<T> {
  return await withSettings(db, NO_FULL_READ, query);
}

async function withSettings<T>(
  db: Executor,
  settings: Record<string, string>,
  query: (tx: Tx) => Promise<T>,
): Promise<T> {
  return await db.transaction(async (tx) => {
    await tx.execute(sql`
      select set_config(name, value, true) from jsonb_each_text(${JSON.stringify(settings)}::jsonb) s(name, value)
    `);
    return await query(tx);
  });
}
