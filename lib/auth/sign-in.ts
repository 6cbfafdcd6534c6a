import { eq } from "drizzle-orm";
import { type Actor, record } from "../audit/record.ts";
import { users } from "../db/schema.ts";
import type { Db } from "../db/types.ts";
import { DUMMY_HASH, type VerifyPassword } from "./password.ts";
import type { RequestInfo } from "./request-info.ts";
import type { SessionId } from "./session-token.ts";
import { endSession, startSession } from "./sessions.ts";
import { countAttempt, forgiveAttempt } from "./sign-in-limits.ts";
import { normalizeUsername } from "./username.ts";

export type SignInDeps = {
  db: Db;
  now: Date;
  verify: VerifyPassword;
  /** Demo accounts open a door in the sandbox only, whatever the table says. */
  demoAllowed: boolean;
};

export type SignInAttempt = {
  username: string;
  password: string;
  request: RequestInfo;
  /** The session this browser had until now; a new sign-in ends it. */
  previousSessionId: SessionId | null;
};

export type SignInResult =
  | { kind: "signed-in"; sessionId: SessionId; userId: string }
  /** No such account, wrong password, disabled: one answer for all, after the same work. */
  | { kind: "wrong" }
  | { kind: "too-many"; retryAfterMs: number };

const ANONYMOUS: Actor = { id: "anonymous", name: "anonymous" };

/** Checks name and password of a local account and opens a new session under a new id. */
export async function signIn(deps: SignInDeps, attempt: SignInAttempt): Promise<SignInResult> {
  const { db, now } = deps;
  const username = normalizeUsername(attempt.username);
  const counted = await countAttempt(db, { username, address: attempt.request.address }, now);
  if (counted.kind === "too-many") return counted;

  const [user] = await db.select().from(users).where(eq(users.username, username));
  const usable = user && user.disabledAt === null && (deps.demoAllowed || !user.demo) ? user : undefined;
  const matches = await deps.verify(usable?.passwordHash ?? DUMMY_HASH, attempt.password);

  if (!usable || usable.passwordHash === null || !matches) {
    await db.transaction((tx) =>
      record(tx, {
        environmentId: null,
        actor: ANONYMOUS,
        action: "session.refused",
        subjectType: "user",
        // A name that is not ours is not written down: it may be a password in the wrong field.
        subjectId: user?.id ?? "unknown",
        detail: { address: attempt.request.address },
      }),
    );
    return { kind: "wrong" };
  }
  const sessionId = await db.transaction(async (tx) => {
    await forgiveAttempt(tx, counted);
    if (attempt.previousSessionId) await endSession(tx, attempt.previousSessionId, "replaced", now);
    return startSession(tx, usable, attempt.request, now);
  });
  return { kind: "signed-in", sessionId, userId: usable.id };
}
