import { eq, sql } from "drizzle-orm";
import { readLibraryCount } from "../catalog/library-count.ts";
import { type OverviewAmount, type OverviewBars, overviewBars } from "../catalog/overview-bars.ts";
import { listCategories } from "../catalog/queries.ts";
import { rowsOf } from "../db/rows.ts";
import { overviews } from "../db/schema.ts";
import { type CostEstimate, estimateCost } from "../settings/estimate-cost.ts";
import { readPrices } from "../settings/store-prices.ts";
import type { EngineDeps } from "./deps.ts";
import { listDeletions } from "./list-deletions.ts";
import type { Amount, DeletionSummary } from "./views.ts";

/** What `/` shows. Dates are ISO 8601 in UTC, sizes are bytes. */
export type OverviewView = {
  /** null before the library was counted for the first time. */
  figures: {
    /** When the count began. */
    countedAt: string;
    bars: OverviewBars;
    /** What is stored costs a month; null without prices, and each part without one for any of its classes. */
    costs: Record<"all" | "without-force" | "with-force", CostEstimate | null> | null;
  } | null;
  /** Sources proven gone in finished deletions, each video once. */
  reclaimed: OverviewAmount;
  /** Proven gone in deletions that have not finished; not yet part of `reclaimed`. */
  underWay: Amount;
  /** Deletions that have not ended, newest first. */
  openDeletions: DeletionSummary[];
  /** There are more of them. */
  moreOpen: boolean;
};

const OPEN_SHOWN = 5;

/** The figures as they were last counted, and the deletions as they are now. Counts nothing itself. */
export async function readOverview(c: Pick<EngineDeps, "db" | "environment">): Promise<OverviewView> {
  const { id } = c.environment;
  const [[row], tree, { prices }, open, underWay] = await Promise.all([
    c.db.select().from(overviews).where(eq(overviews.environmentId, id)),
    listCategories(c.db, id),
    readPrices(c.db, id),
    listDeletions(c, { open: true }),
    verifiedUnderWay(c),
  ]);
  const counted = readLibraryCount(row?.figures);
  const costOf = (needs: readonly string[]) => {
    const rows = counted?.needs.filter(({ need }) => needs.includes(need)) ?? [];
    return prices && estimateCost(prices, rows);
  };
  return {
    figures:
      row?.countedAt && counted
        ? {
            countedAt: row.countedAt.toISOString(),
            bars: overviewBars(counted, tree),
            costs: prices && {
              all: costOf(["without-force", "with-force", "mode-unknown", "busy"]),
              "without-force": costOf(["without-force"]),
              "with-force": costOf(["with-force"]),
            },
          }
        : null,
    reclaimed: {
      count: row?.reclaimedCount ?? 0,
      bytes: row?.reclaimedBytes ?? 0,
      unsized: row?.reclaimedUnsized ?? 0,
    },
    underWay,
    openDeletions: open.deletions.slice(0, OPEN_SHOWN),
    moreOpen: open.deletions.length > OPEN_SHOWN,
  };
}

async function verifiedUnderWay(c: Pick<EngineDeps, "db" | "environment">): Promise<Amount> {
  const [sums] = await rowsOf<Amount>(
    c.db,
    sql`
      select coalesce(sum(t.count), 0)::int8 as count, coalesce(sum(t.bytes), 0)::int8 as bytes
      from deletions d join deletion_tallies t on t.deletion_id = d.id and t.outcome = 'verified'
      where d.environment_id = ${c.environment.id} and d.state in ('running', 'paused', 'verifying')
    `,
  );
  return { count: Number(sums?.count ?? 0), bytes: Number(sums?.bytes ?? 0) };
}
