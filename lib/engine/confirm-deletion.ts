import { sql } from "drizzle-orm";
import type { Actor } from "../audit/record.ts";
import { forecastTooOld } from "../deletion/guards.ts";
import { parseTypedCount } from "../deletion/parse-typed-count.ts";
import { UseCaseError } from "../use-case-error.ts";
import { changeState, lockDeletion } from "./change-state.ts";
import { readDecisionState } from "./decision-state.ts";
import { drive, type EngineDeps } from "./deps.ts";

/**
 * Freezes list and decisions exactly as the person saw them and starts the countdown. A compare-and-set:
 * the digest must be that of list and decisions as they are now.
 *
 * @throws UseCaseError `stale` (something changed since; nothing was confirmed), `empty-list`,
 *   `consent-missing`, `typed-count-wrong`, `forecast-too-old`, `wrong-state`
 */
export async function confirmDeletion(
  c: EngineDeps,
  input: {
    id: string;
    digest: string;
    typedCount?: string | undefined;
    reason?: string | undefined;
    ticket?: string | undefined;
    actor: Actor;
  },
): Promise<void> {
  const { id, actor } = input;
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    if (row.state !== "review") throw new UseCaseError("wrong-state", { state: row.state });
    const { plan, digest, counts } = await readDecisionState(tx, row);
    if (digest === null || digest !== input.digest) throw new UseCaseError("stale");
    if (!row.forecastAt || forecastTooOld(row.forecastAt, new Date()))
      throw new UseCaseError("forecast-too-old");
    if (plan.total.count === 0) throw new UseCaseError("empty-list");
    if (plan.forced.count > 0 && !plan.forceConsented)
      throw new UseCaseError("consent-missing", { scope: "force" });
    if (plan.lastCopy.count > 0 && !plan.lastCopyConsented) {
      throw new UseCaseError("consent-missing", { scope: "last-copy" });
    }
    if (plan.typedCountRequired && parseTypedCount(input.typedCount ?? "") !== plan.total.count) {
      throw new UseCaseError("typed-count-wrong", { expected: plan.total.count });
    }
    await changeState(tx, row, "confirm", {
      actor,
      set: {
        confirmedDigest: digest,
        confirmedCounts: counts,
        confirmedBy: actor.id,
        confirmedByName: actor.name,
        confirmedAt: sql`now()`,
        obstacle: null,
        startsAt: sql`now() + make_interval(secs => ${c.env.timing.countdownMs / 1000}::float8)`,
        reason: input.reason?.trim() || null,
        ticket: input.ticket?.trim() || null,
      },
      detail: { digest, items: plan.total.count, bytes: plan.total.bytes, forced: plan.forced.count },
    });
  });
  await drive(c, id);
}
