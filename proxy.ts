import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "./lib/auth/path-header.ts";
import { SIGN_IN_PATH, signInUrl } from "./lib/auth/safe-next.ts";
import { contentSecurityPolicy, securityHeaders } from "./lib/auth/security-headers.ts";
import { isSecureSite, sessionCookie } from "./lib/auth/session-cookie.ts";

/**
 * Sets headers, and sends people without a cookie to the sign-in page before a page is rendered for
 * nothing. It decides nothing: whether a cookie is worth something, and what its owner may do, is asked
 * again in every page, action and handler.
 */
export function proxy(request: NextRequest): NextResponse {
  const secure = isSecureSite();
  const { pathname, search } = request.nextUrl;
  const nonce = randomBytes(18).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    secure,
    development: process.env.NODE_ENV === "development",
  });

  const response = isForSignIn(request) ? redirectToSignIn(request) : next(request);
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(securityHeaders(secure))) response.headers.set(name, value);
  return response;

  /** Next reads the nonce off the request's policy and puts it on its own scripts. */
  function next(from: NextRequest): NextResponse {
    const headers = new Headers(from.headers);
    headers.set("x-nonce", nonce);
    headers.set("content-security-policy", policy);
    headers.set(PATH_HEADER, `${pathname}${search}`);
    return NextResponse.next({ request: { headers } });
  }
}

/** What lies in `public/`: pictures and icons, which the sign-in page shows too. */
const FILE = /\.(?:ico|png|jpe?g|webp|avif|svg|txt|webmanifest)$/;

function isForSignIn(request: NextRequest): boolean {
  const { pathname } = request.nextUrl;
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  if (pathname === SIGN_IN_PATH || pathname.startsWith("/api/") || FILE.test(pathname)) return false;
  return !request.cookies.has(sessionCookie().name);
}

function redirectToSignIn(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const target = new URL(signInUrl(`${pathname}${search}`), request.nextUrl);
  return NextResponse.redirect(target);
}

/**
 * Not the build's own files, and no route whose body may be long, with id lists or selections: what passes through
 * here is cut at 10 MB without an error.
 */
export const config = {
  matcher: ["/((?!_next/static/|favicon\\.ico$|api/(?:lists|videos/selection|videos/export)(?:/|$)).*)"],
};
