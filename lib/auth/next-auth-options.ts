import type { NextAuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { log } from "../log.ts";
import { credentialsSchema } from "./credentials.ts";
import { endSessionHere } from "./end-session-here.ts";
import { SIGN_IN_PATH } from "./safe-next.ts";
import { authSecret } from "./secret.ts";
import { currentSession } from "./session.ts";
import { isSecureSite, sessionCookie } from "./session-cookie.ts";
import { ABSOLUTE_TIMEOUT_MS } from "./sessions.ts";
import { signInHere } from "./sign-in-here.ts";

const withSessionId = z.object({ sid: z.string() });

/**
 * next-auth's part: its endpoints, the format of the cookie, and providers to come. The JWT carries the
 * session id and nothing else; who that is, and whether it still holds, is read from the database each time.
 */
export function nextAuthOptions(): NextAuthOptions {
  const secure = isSecureSite();
  const strict = { httpOnly: true, sameSite: "strict", path: "/", secure } as const;
  const prefix = secure ? "__Host-" : "";
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: ABSOLUTE_TIMEOUT_MS / 1000 },
    jwt: { encode, decode },
    useSecureCookies: secure,
    cookies: {
      sessionToken: sessionCookie(),
      csrfToken: { name: `${prefix}mezzanine-csrf`, options: strict },
      callbackUrl: { name: `${prefix}mezzanine-callback-url`, options: strict },
    },
    pages: { signIn: SIGN_IN_PATH, signOut: SIGN_IN_PATH, error: SIGN_IN_PATH },
    providers: [
      CredentialsProvider({
        credentials: { username: {}, password: { type: "password" } },
        async authorize(credentials, request) {
          const parsed = credentialsSchema.safeParse(credentials);
          if (!parsed.success) return null;
          const result = await signInHere(parsed.data, new Headers(stringsOf(request.headers)));
          return result.kind === "signed-in" ? { id: result.userId, sid: result.sessionId } : null;
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: withSessionId.parse(user ?? token).sid }),
      async session({ session }) {
        const live = await currentSession();
        // next-auth takes this for a broken token: it answers "no session" and clears the cookie.
        if (!live) throw new Error("session is over");
        return { expires: session.expires, user: { name: live.user.name } };
      },
    },
    events: {
      signOut: endSessionHere,
    },
    logger: {
      // The metadata may hold tokens and is left out.
      error: (code) => log.warn({ code }, "next-auth"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

function stringsOf(headers: Record<string, unknown> | undefined): [string, string][] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] satisfies [string, string]] : [],
  );
}
