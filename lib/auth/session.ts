import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { store } from "../container.ts";
import { env } from "../env.ts";
import { PATH_HEADER } from "./path-header.ts";
import { HOME_PATH, signInUrl } from "./safe-next.ts";
import { authSecret } from "./secret.ts";
import { sessionCookie } from "./session-cookie.ts";
import { decodeSessionToken, type SessionId } from "./session-token.ts";
import { readSession, type Session } from "./sessions.ts";

export type { Session, SessionUser } from "./sessions.ts";

/** The session id that the request's cookie carries, live or not; null without a cookie of ours. */
export async function sessionIdOfRequest(): Promise<SessionId | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  return token === undefined ? null : decodeSessionToken(token, authSecret());
}

/** Who asks, from the database, once per request; null when nobody is signed in. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const id = await sessionIdOfRequest();
  if (id === null) return null;
  const { db } = await store();
  return readSession(db, id, { now: new Date(), demoAllowed: env().vod.kind === "sandbox" });
});

/**
 * Who asks, for pages and layouts. Without a session it leads to the sign-in page, and says there that the
 * session is over if there had been one. It opens the store only: pages work while VOD is out of reach.
 */
export async function requireSession(): Promise<Session> {
  const session = await currentSession();
  if (session) return session;
  const hadOne = (await cookies()).has(sessionCookie().name);
  const path = (await headers()).get(PATH_HEADER) ?? HOME_PATH;
  redirect(signInUrl(path, hadOne ? "expired" : undefined));
}
