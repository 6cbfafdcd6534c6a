/** Where a person goes when nothing else is asked for. */
export const HOME_PATH = "/videos";
export const SIGN_IN_PATH = "/sign-in";

const NOWHERE = "http://same-site.invalid";

/**
 * Reads the `next` parameter of the sign-in page: a path of this site, or the home page. Anything that a
 * browser could take for another site (`//host`, `/\host`, a scheme, control characters) is not followed,
 * nor is the sign-in page itself, which would go in circles.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== "string" || !/^\/(?![/\\])[\x20-\x7e]*$/.test(next) || next.length > 2000)
    return HOME_PATH;
  if (!URL.canParse(next, NOWHERE)) return HOME_PATH;
  const url = new URL(next, NOWHERE);
  if (url.origin !== NOWHERE || url.pathname.startsWith("//")) return HOME_PATH;
  if (url.pathname === SIGN_IN_PATH || url.pathname.startsWith("/api/")) return HOME_PATH;
  return `${url.pathname}${url.search}`;
}

/** Why the sign-in page is shown to someone who did not ask for it. */
export type SignInReason = "expired" | "signed-out";

/** The address of the sign-in page that leads back to `next`. */
export function signInUrl(next: string, reason?: SignInReason): string {
  const query = new URLSearchParams();
  const target = safeNext(next);
  if (target !== HOME_PATH) query.set("next", target);
  if (reason) query.set("reason", reason);
  const text = query.toString();
  return text === "" ? SIGN_IN_PATH : `${SIGN_IN_PATH}?${text}`;
}
