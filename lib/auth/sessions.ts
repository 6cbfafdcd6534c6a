import { and, eq, isNull } from "drizzle-orm";
import { record } from "../audit/record.ts";
import { sessions, users } from "../db/schema.ts";
import type { Db, Tx } from "../db/types.ts";
import type { RequestInfo } from "./request-info.ts";
import type { Role } from "./roles.ts";
import { hashSessionId, newSessionId, type SessionId } from "./session-token.ts";

/** A session ends when nobody used it for this long… */
export const IDLE_TIMEOUT_MS = 12 * 60 * 60 * 1000;
/** …and at the latest this long after sign-in, whatever happened in it. */
export const ABSOLUTE_TIMEOUT_MS = 7 * 24 * 60 * 60 * 1000;
/** Use is noted this often at most, so that reading pages does not write a row per request. */
export const TOUCH_EVERY_MS = 60_000;

export type SessionUser = { id: string; username: string; name: string; role: Role };
export type Session = { user: SessionUser; sessionIdHash: string };
export type EndReason = "signed-out" | "replaced" | "idle" | "expired" | "disabled";

/** Opens a session for a user, within the transaction that let them in. Only its hash is stored. */
export async function startSession(
  tx: Tx,
  user: { id: string; name: string },
  request: RequestInfo,
  now: Date,
): Promise<SessionId> {
  const id = newSessionId();
  await tx.insert(sessions).values({
    idHash: hashSessionId(id),
    userId: user.id,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + ABSOLUTE_TIMEOUT_MS),
    userAgent: request.userAgent,
    address: request.address,
  });
  await record(tx, {
    environmentId: null,
    actor: { id: user.id, name: user.name },
    action: "session.start",
    subjectType: "user",
    subjectId: user.id,
    detail: { address: request.address },
  });
  return id;
}

/**
 * The session of an id as the database knows it now, or null. Read on every request: a session that was
 * ended or timed out, or whose user was disabled or demoted a moment ago, is over or changed at once.
 *
 * @param demoAllowed false outside the sandbox: a demo account's session is over there, whatever the table says
 */
export async function readSession(
  db: Db,
  id: SessionId,
  { now, demoAllowed }: { now: Date; demoAllowed: boolean },
): Promise<Session | null> {
  const idHash = hashSessionId(id);
  const [row] = await db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.idHash, idHash), isNull(sessions.endedAt)));
  if (!row) return null;

  const shut = row.user.disabledAt !== null || (row.user.demo && !demoAllowed);
  const reason = shut ? "disabled" : timedOut(row.session, now);
  if (reason) {
    await db.transaction((tx) => endSession(tx, id, reason, now));
    return null;
  }
  if (now.getTime() - row.session.lastSeenAt.getTime() >= TOUCH_EVERY_MS) {
    await db
      .update(sessions)
      .set({ lastSeenAt: now })
      .where(and(eq(sessions.idHash, idHash), isNull(sessions.endedAt)));
  }
  const { username, name, role } = row.user;
  return { user: { id: row.user.id, username, name, role }, sessionIdHash: idHash };
}

/** Ends a session for good. Ending what is over already, or never was, changes and records nothing. */
export async function endSession(tx: Tx, id: SessionId, reason: EndReason, now: Date): Promise<void> {
  const [ended] = await tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.idHash, hashSessionId(id)), isNull(sessions.endedAt)))
    .returning({ userId: sessions.userId });
  if (!ended) return;
  const [user] = await tx.select({ name: users.name }).from(users).where(eq(users.id, ended.userId));
  await record(tx, {
    environmentId: null,
    actor: { id: ended.userId, name: user?.name ?? ended.userId },
    action: "session.end",
    subjectType: "user",
    subjectId: ended.userId,
    detail: { reason },
  });
}

function timedOut(session: { expiresAt: Date; lastSeenAt: Date }, now: Date): EndReason | null {
  if (session.expiresAt.getTime() <= now.getTime()) return "expired";
  if (session.lastSeenAt.getTime() + IDLE_TIMEOUT_MS <= now.getTime()) return "idle";
  return null;
}
