"use server";

import { cookies, headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { SignInState } from "@/components/auth/sign-in-state";
import { credentialsSchema } from "@/lib/auth/credentials.ts";
import { DEMO_ACCOUNTS } from "@/lib/auth/demo-accounts.ts";
import { endSessionHere } from "@/lib/auth/end-session-here.ts";
import { newReference } from "@/lib/auth/reference.ts";
import { HOME_PATH, safeNext, signInUrl } from "@/lib/auth/safe-next.ts";
import { isSameOrigin } from "@/lib/auth/same-origin.ts";
import { authSecret } from "@/lib/auth/secret.ts";
import { isSecureSite, sessionCookie } from "@/lib/auth/session-cookie.ts";
import { encodeSessionToken } from "@/lib/auth/session-token.ts";
import { ABSOLUTE_TIMEOUT_MS } from "@/lib/auth/sessions.ts";
import { signInHere } from "@/lib/auth/sign-in-here.ts";
import { log } from "@/lib/log.ts";

/**
 * The sign-in page's own door. It stands outside the action wrapper, which asks for a session; it checks the
 * origin itself, so that no other site signs a person in as somebody else.
 */
export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const username = textOf(form, "username").slice(0, 200);
  try {
    const head = await headers();
    if (!isSameOrigin(head, isSecureSite())) return { kind: "foreign-origin", username };
    const credentials = credentialsSchema.safeParse(
      demoOf(form) ?? { username, password: textOf(form, "password") },
    );
    if (!credentials.success) return { kind: "incomplete", username };

    const result = await signInHere(credentials.data, head);
    if (result.kind === "wrong") return { kind: "wrong", username };
    if (result.kind === "too-many") {
      return { kind: "too-many", waitSeconds: Math.ceil(result.retryAfterMs / 1000), username };
    }
    const { name, options } = sessionCookie();
    (await cookies()).set(
      name,
      await encodeSessionToken(result.sessionId, authSecret(), ABSOLUTE_TIMEOUT_MS),
      {
        ...options,
        maxAge: ABSOLUTE_TIMEOUT_MS / 1000,
      },
    );
    redirect(safeNext(textOf(form, "next")));
  } catch (error) {
    unstable_rethrow(error);
    const reference = newReference();
    log.error({ err: error, reference }, "sign-in failed");
    return { kind: "internal", reference, username };
  }
}

/** Ends the session in the database, takes the cookie away and leads to the sign-in page. */
export async function signOutAction(): Promise<void> {
  if (isSameOrigin(await headers(), isSecureSite())) {
    await endSessionHere();
    const { name, options } = sessionCookie();
    (await cookies()).set(name, "", { ...options, maxAge: 0 });
  }
  redirect(signInUrl(HOME_PATH, "signed-out"));
}

/** A demo button names the account only; whether it opens a door here is decided at the door. */
function demoOf(form: FormData): { username: string; password: string } | undefined {
  const demo = form.get("demo");
  return DEMO_ACCOUNTS.find((account) => account.username === demo);
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
