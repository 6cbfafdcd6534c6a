import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options.ts";
import { isSameOrigin } from "@/lib/auth/same-origin.ts";
import { isSecureSite } from "@/lib/auth/session-cookie.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/** A handler made per request, since its options depend on settings that exist at run time only. */
function handle(request: Request, context: Context): Promise<Response> {
  return NextAuth(nextAuthOptions())(request, context);
}

/** next-auth's own endpoints: csrf, providers, session, signin, callback, signout. */
export async function GET(request: Request, context: Context): Promise<Response> {
  return handle(request, context);
}

/** What signs in or out: besides next-auth's token, it must come from one of our own pages. */
export async function POST(request: Request, context: Context): Promise<Response> {
  if (!isSameOrigin(request.headers, isSecureSite())) {
    return Response.json({ error: { code: "foreign-origin" } }, { status: 403 });
  }
  return handle(request, context);
}
