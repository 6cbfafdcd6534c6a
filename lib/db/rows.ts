import type { SQL } from "drizzle-orm";
import type { Executor } from "./types.ts";

/**
 * Runs hand-written SQL and gives its rows. The caller states the row's type, which nothing checks: it must
 * be what the select list says. int8 and counts come as numbers, timestamps as text.
 */
export async function rowsOf<T>(db: Executor, query: SQL): Promise<T[]> {
  // Both drivers answer `{ rows }`; Drizzle's common type leaves the result open.
  const result = (await db.execute(query)) as unknown as { rows: T[] };
  return result.rows;
}
