import { createHash } from "node:crypto";
import { and, desc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { signInFailures } from "../db/schema.ts";
import type { Db, Tx } from "../db/types.ts";

/** Failures count for this long. */
export const WINDOW_MS = 15 * 60 * 1000;
/**
 * Failures allowed per window. The small limit binds one name from one address, so that a stranger does not
 * lock its owner out; the larger ones stop guessing one name from many addresses, and many names from one.
 */
export const LIMITS = { pair: 5, username: 50, address: 100 } as const;

/** A sign-in under way: it counts as failed until it is known to have succeeded. */
export type Attempt = { kind: "counted"; ids: number[]; pairKey: string };
export type TooMany = { kind: "too-many"; retryAfterMs: number };

/**
 * Counts an attempt before its password is looked at, so that a hundred at once are not a hundred guesses:
 * attempts of the same name or address come here one after the other.
 */
export function countAttempt(
  db: Db,
  who: { username: string; address: string | null },
  now: Date,
): Promise<Attempt | TooMany> {
  const address = who.address ?? "unknown";
  const pairKey = keyOf("pair", who.username, address);
  const limits = [
    { key: pairKey, limit: LIMITS.pair },
    { key: keyOf("username", who.username), limit: LIMITS.username },
    { key: keyOf("address", address), limit: LIMITS.address },
  ];
  return db.transaction(async (tx) => {
    // One order for everyone, so that two attempts never wait for each other.
    for (const { key } of limits.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
    }
    let retryAfterMs = 0;
    for (const { key, limit } of limits) {
      retryAfterMs = Math.max(retryAfterMs, await waitFor(tx, key, limit, now));
    }
    if (retryAfterMs > 0) return { kind: "too-many", retryAfterMs };

    await tx.delete(signInFailures).where(lte(signInFailures.at, windowStart(now)));
    const rows = await tx
      .insert(signInFailures)
      .values(limits.map(({ key }) => ({ key, at: now })))
      .returning({ id: signInFailures.id });
    return { kind: "counted", ids: rows.map((row) => row.id), pairKey };
  });
}

/**
 * Takes an attempt that succeeded out of the count, and with it what this name failed from this address.
 * What others failed elsewhere stays counted.
 */
export async function forgiveAttempt(tx: Tx, attempt: Attempt): Promise<void> {
  await tx.delete(signInFailures).where(inArray(signInFailures.id, attempt.ids));
  await tx.delete(signInFailures).where(eq(signInFailures.key, attempt.pairKey));
}

/** Milliseconds until fewer than `limit` failures of this key lie within the window; 0 when that is so now. */
async function waitFor(tx: Tx, key: string, limit: number, now: Date): Promise<number> {
  const [decisive] = await tx
    .select({ at: signInFailures.at })
    .from(signInFailures)
    .where(and(eq(signInFailures.key, key), gt(signInFailures.at, windowStart(now))))
    .orderBy(desc(signInFailures.at))
    .offset(limit - 1)
    .limit(1);
  return decisive ? decisive.at.getTime() + WINDOW_MS - now.getTime() : 0;
}

function windowStart(now: Date): Date {
  return new Date(now.getTime() - WINDOW_MS);
}

/** Hashed, because what is typed as a name is sometimes a password. */
function keyOf(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}
