import { auditEvents } from "../db/schema.ts";
import type { Tx } from "../db/types.ts";

/** Who acts: a person, or the console itself. */
export type Actor = { id: string; name: string };
export const SYSTEM: Actor = { id: "system", name: "system" };

export type AuditEntry = {
  environmentId: string | null;
  actor: Actor;
  /** subject.verb, e.g. `deletion.confirm`, `session.start`. */
  action: string;
  subjectType: string;
  subjectId: string;
  detail?: Record<string, unknown>;
};

/** Writes one audit row. It takes a transaction, not a database: the row stands or falls with the change. */
export async function record(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.insert(auditEvents).values({
    environmentId: entry.environmentId,
    actorId: entry.actor.id,
    actorName: entry.actor.name,
    action: entry.action,
    subjectType: entry.subjectType,
    subjectId: entry.subjectId,
    detail: entry.detail ?? {},
  });
}
