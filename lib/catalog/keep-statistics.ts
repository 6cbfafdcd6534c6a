import { getTableColumns, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { videos } from "../db/schema.ts";
import type { Db } from "../db/types.ts";

const FIRST = 100;

/**
 * Tells the planner how large the catalog has become, whenever that has doubled. Without it every look-up of a page's
 * ids read a whole index: 300 ms each at 600,000 videos, so that a first sync on the embedded store grew with the
 * square of the library. PostgreSQL's own analysis comes a minute late, PGlite's when the store has become quiet.
 *
 * The columns alone: the tokens of a sample of videos would take two seconds, in which PGlite serves nobody.
 *
 * @returns to be called with how many videos the sync has met
 */
export function keepStatistics(db: Db): (met: number) => Promise<void> {
  let next = FIRST;
  return async (met) => {
    if (met < next) return;
    next = met * 2;
    const [known] = await rowsOf<{ rows: number }>(
      db,
      sql`select reltuples::float8 as rows from pg_class where oid = 'videos'::regclass`,
    );
    if (Number(known?.rows) * 2 > met) return;
    const columns = Object.values(getTableColumns(videos)).map(({ name }) => sql.identifier(name));
    await db.execute(sql`analyze videos (${sql.join(columns, sql`, `)})`);
  };
}
