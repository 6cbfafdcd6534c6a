import { createHash, randomBytes } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";

/** 256 random bits, base64url: all that the cookie's JWT says. */
export type SessionId = string;

export function newSessionId(): SessionId {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a session id, so that a copy of the table opens no session. */
export function hashSessionId(id: SessionId): string {
  return createHash("sha256").update(id).digest("hex");
}

const claims = z.object({ sid: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

/** The cookie's value: next-auth's encrypted JWT, with the session id as its only claim of ours. */
export function encodeSessionToken(id: SessionId, secret: string, maxAgeMs: number): Promise<string> {
  return encode({ token: { sid: id }, secret, maxAge: Math.floor(maxAgeMs / 1000) });
}

/** The session id in a cookie; null when the cookie is not ours, changed, or too old. */
export async function decodeSessionToken(token: string, secret: string): Promise<SessionId | null> {
  // Whatever cannot be decrypted was not made here: that is the answer, not a failure.
  const payload = await decode({ token, secret }).catch(() => null);
  const parsed = claims.safeParse(payload);
  return parsed.success ? parsed.data.sid : null;
}
