import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type Actor, record } from "../audit/record.ts";
import { settings } from "../db/schema.ts";
import type { Db, Executor } from "../db/types.ts";
import { UseCaseError } from "../use-case-error.ts";
import { isCurrency, isPrice, PRICED_CLASSES, type Prices } from "./prices.ts";

/** What an administrator may enter; a class without an entry has no price. */
export const pricesSchema = z.object({
  currency: z.string().refine(isCurrency),
  perGbMonth: z.partialRecord(z.enum(PRICED_CLASSES), z.string().refine(isPrice)),
});

/** The prices of an environment, and the version to hand back with a change of them; null before the first. */
export type StoredPrices = { prices: Prices | null; version: string | null };

export async function readPrices(db: Executor, environmentId: string): Promise<StoredPrices> {
  const [row] = await db
    .select()
    .from(settings)
    .where(eq(settings.key, keyOf(environmentId)));
  const prices = pricesSchema.nullable().parse(row?.value ?? null);
  return { prices, version: row?.updatedAt.toISOString() ?? null };
}

/**
 * Keeps other prices for this environment, or none (null).
 *
 * @param change.version that of the prices which the person saw
 * @throws UseCaseError `conflict` when somebody else has changed them since
 */
export async function savePrices(
  db: Db,
  environmentId: string,
  change: { prices: Prices | null; version: string | null; actor: Actor },
): Promise<void> {
  const key = keyOf(environmentId);
  await db.transaction(async (tx) => {
    // Where there is no row yet there is none to lock.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${key}))`);
    const before = await readPrices(tx, environmentId);
    if (before.version !== change.version) throw new UseCaseError("conflict");
    const value = change.prices ?? sql`'null'::jsonb`;
    const row = { value, updatedAt: sql`clock_timestamp()`, updatedBy: change.actor.id };
    await tx
      .insert(settings)
      .values({ key, ...row })
      .onConflictDoUpdate({ target: settings.key, set: row });
    await record(tx, {
      environmentId,
      actor: change.actor,
      action: "prices.change",
      subjectType: "environment",
      subjectId: environmentId,
      detail: { before: before.prices, after: change.prices },
    });
  });
}

/** Regions and accounts have prices of their own. */
function keyOf(environmentId: string): string {
  return `prices ${environmentId}`;
}
