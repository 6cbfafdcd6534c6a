import { eq, sql } from "drizzle-orm";
import { type Actor, record } from "../audit/record.ts";
import { deletions } from "../db/schema.ts";
import { parseTypedCount } from "../deletion/parse-typed-count.ts";
import type { Consent, DecidableGroup } from "../deletion/types.ts";
import { UseCaseError } from "../use-case-error.ts";
import { lockDeletion } from "./change-state.ts";
import { readDecisionState, SCOPE_GROUPS } from "./decision-state.ts";
import type { EngineDeps } from "./deps.ts";
import type { ConsentScope } from "./views.ts";

/**
 * Turns groups on that cost more than a source file, and stores who said so, about what, and what was
 * typed. The consent is bound to the items it covers: any change among them makes it void.
 *
 * @throws UseCaseError `stale` when the person saw another list, `typed-count-wrong` when the number is not
 *   the number of items that would be forced (or deleted as last copy), `wrong-state`, `invalid-input`
 */
export async function giveConsent(
  c: EngineDeps,
  input: {
    id: string;
    scope: ConsentScope;
    groups: DecidableGroup[];
    digest: string;
    typedCount: string;
    actor: Actor;
  },
): Promise<void> {
  const { id, scope, groups, actor } = input;
  const scopeGroups = SCOPE_GROUPS[scope];
  if (groups.some((g) => !scopeGroups.includes(g))) throw new UseCaseError("invalid-input");
  await c.db.transaction(async (tx) => {
    const row = await lockDeletion(tx, c.environment.id, id);
    if (row.state !== "review") throw new UseCaseError("wrong-state", { state: row.state });
    const shown = await readDecisionState(tx, row);
    if (shown.digest !== input.digest) throw new UseCaseError("stale");

    const decisions = { ...row.decisions };
    for (const group of scopeGroups) decisions[group] = groups.includes(group);
    const decided = await readDecisionState(tx, { ...row, decisions });
    const expected = scope === "force" ? decided.plan.forced.count : decided.plan.lastCopy.count;
    const typed = parseTypedCount(input.typedCount);
    if (expected === 0 || typed !== expected) throw new UseCaseError("typed-count-wrong", { expected });

    const consent: Consent = {
      userId: actor.id,
      userName: actor.name,
      at: new Date().toISOString(),
      groups,
      digest: decided.scopeDigests[scope],
      typedCount: typed,
    };
    const others = row.consents.filter((other) => !other.groups.some((g) => scopeGroups.includes(g)));
    await tx
      .update(deletions)
      .set({ decisions, consents: [...others, consent], revision: row.revision + 1, updatedAt: sql`now()` })
      .where(eq(deletions.id, id));
    await record(tx, {
      environmentId: row.environmentId,
      actor,
      action: "deletion.consent",
      subjectType: "deletion",
      subjectId: id,
      detail: { scope, groups, typedCount: typed, digest: consent.digest },
    });
  });
}
