import { getTableColumns, sql } from "drizzle-orm";
import { rowsOf } from "../db/rows.ts";
import { videos } from "../db/schema.ts";
import type { Db } from "../db/types.ts";

const FIRST = 100;

/**
 * Tells the planner of an environment's catalog whenever it has doubled. Without it every look-up of a page's
 * ids read a whole index: 300 ms each at 600,000 videos, so that a first sync on the embedded store grew with the
 * square of the library. PostgreSQL's own analysis comes a minute late, PGlite's when the store has become quiet.
 *
 * The columns alone: the tokens of a sample of videos would take two seconds, in which PGlite serves nobody.
 *
 * @returns to be called with how many videos the sync has met
 */
export function keepStatistics(db: Db, environmentId: string): (met: number) => Promise<void> {
  let next = FIRST;
  return async (met) => {
    if (met < next) return;
    next = met * 2;
    // Another environment's catalog may be large, and this one unknown.
    const [known] = await rowsOf<{ rows: number; environment: boolean }>(
      db,
      sql`
        select reltuples::float8 as rows, exists (
          select 1 from pg_stats
          where schemaname = current_schema() and tablename = 'videos' and attname = 'environment_id'
            and ${environmentId} = any(most_common_vals::text::text[])
        ) as environment
        from pg_class where oid = 'videos'::regclass
      `,
    );
    if (known?.environment && known.rows * 2 > met) return;
    const columns = Object.values(getTableColumns(videos)).map(({ name }) => sql.identifier(name));
    await db.execute(sql`analyze videos (${sql.join(columns, sql`, `)})`);
  };
}
