import { and, count, eq, isNull, sql } from "drizzle-orm";
import { type Actor, record } from "../audit/record.ts";
import { categories, environments, protections } from "../db/schema.ts";
import type { Tx } from "../db/types.ts";
import { PROTECTION_KINDS, type ProtectionKind, type ProtectionRule } from "../deletion/protection.ts";
import { UseCaseError } from "../use-case-error.ts";
import { cleanId } from "../vod/ids.ts";
import type { EngineDeps } from "./deps.ts";
import { newId } from "./new-id.ts";

/** Rules that hold at the same time; every claim reads them all. */
export const MAX_PROTECTIONS = 1_000;
export const MAX_TAG_LENGTH = 64;
export const MAX_PROTECTION_REASON_LENGTH = 500;

const CATEGORY_ID = /^[1-9]\d{0,15}$/;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

export type NewProtection = { kind: string; value: string; reason: string; actor: Actor };

/**
 * Adds a protection rule. From its commit on, no claim takes what it covers, and of what was claimed before only
 * those calls still name it that were about to leave at that moment: they cannot be recalled.
 *
 * @throws UseCaseError `invalid-input` naming the field (`kind`, `value`, `reason`) and what is wrong with it,
 *   `already-protected` when the same rule holds, `too-many` at {@link MAX_PROTECTIONS}
 */
export async function addProtection(c: EngineDeps, input: NewProtection): Promise<{ id: string }> {
  const rule = cleanRule(input.kind, input.value);
  const reason = cleanText("reason", input.reason, MAX_PROTECTION_REASON_LENGTH);
  const environmentId = c.environment.id;
  return await c.db.transaction(async (tx) => {
    // It also makes two that add rules go one after the other.
    await tx
      .update(environments)
      .set({ protectionsAdded: sql`${environments.protectionsAdded} + 1` })
      .where(eq(environments.id, environmentId));
    await assertKnown(tx, environmentId, rule);
    await assertRoom(tx, environmentId, rule);
    const id = newId();
    await tx.insert(protections).values({
      environmentId,
      id,
      ...rule,
      reason,
      createdBy: input.actor.id,
      createdByName: input.actor.name,
    });
    await record(tx, {
      environmentId,
      actor: input.actor,
      action: "protection.add",
      subjectType: "protection",
      subjectId: id,
      detail: { ...rule, reason },
    });
    return { id };
  });
}

function cleanRule(kind: string, raw: string): ProtectionRule {
  const known = PROTECTION_KINDS.find((one) => one === kind);
  if (!known) throw new UseCaseError("invalid-input", { field: "kind", fault: "unknown" });
  return { kind: known, value: cleanValue(known, raw) };
}

function cleanValue(kind: ProtectionKind, raw: string): string {
  switch (kind) {
    case "video": {
      const id = cleanId(raw);
      if (!id.ok) throw new UseCaseError("invalid-input", { field: "value", fault: id.reason });
      return id.id;
    }
    case "category": {
      const value = cleanText("value", raw, 16);
      if (!CATEGORY_ID.test(value)) {
        throw new UseCaseError("invalid-input", { field: "value", fault: "no-category" });
      }
      return value;
    }
    case "tag": {
      const value = cleanText("value", raw, MAX_TAG_LENGTH);
      // VOD parts tags by commas, so no tag has one and such a rule would cover nothing.
      if (value.includes(",")) throw new UseCaseError("invalid-input", { field: "value", fault: "comma" });
      return value;
    }
    default:
      return kind satisfies never;
  }
}

function cleanText(field: "value" | "reason", raw: string, maxLength: number): string {
  const value = raw.trim();
  if (value === "") throw new UseCaseError("invalid-input", { field, fault: "empty" });
  if (value.length > maxLength) {
    throw new UseCaseError("invalid-input", { field, fault: "too-long", max: maxLength });
  }
  if (INVISIBLE.test(value)) throw new UseCaseError("invalid-input", { field, fault: "bad-characters" });
  return value;
}

/** A category nobody knows has no videos, and is most likely mistyped. An id may be new to the catalog. */
async function assertKnown(tx: Tx, environmentId: string, rule: ProtectionRule): Promise<void> {
  if (rule.kind !== "category") return;
  const [found] = await tx
    .select({ cateId: categories.cateId })
    .from(categories)
    .where(and(eq(categories.environmentId, environmentId), eq(categories.cateId, Number(rule.value))));
  if (!found) throw new UseCaseError("invalid-input", { field: "value", fault: "no-category" });
}

async function assertRoom(tx: Tx, environmentId: string, { kind, value }: ProtectionRule): Promise<void> {
  const active = and(eq(protections.environmentId, environmentId), isNull(protections.removedAt));
  const [same] = await tx
    .select({ by: protections.createdByName })
    .from(protections)
    .where(and(active, eq(protections.kind, kind), eq(protections.value, value)));
  if (same) throw new UseCaseError("already-protected", { by: same.by });
  const [all] = await tx.select({ count: count() }).from(protections).where(active);
  if ((all?.count ?? 0) >= MAX_PROTECTIONS) throw new UseCaseError("too-many", { max: MAX_PROTECTIONS });
}
