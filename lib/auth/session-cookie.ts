import { env } from "../env.ts";

/** Whether people reach the console by https, which makes its cookies Secure. */
export function isSecureSite(): boolean {
  return env().publicUrl?.startsWith("https://") ?? false;
}

/**
 * The session cookie. `__Host-` ties it to this host and to https. SameSite is Lax, not Strict, so that a
 * link in a ticket opens the page it names; whatever changes something checks its origin besides.
 */
export function sessionCookie() {
  const secure = isSecureSite();
  return {
    name: secure ? "__Host-mezzanine-session" : "mezzanine-session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
}
