import { store } from "../container.ts";
import { env } from "../env.ts";
import { verifyPassword } from "./password.ts";
import { requestInfo } from "./request-info.ts";
import { sessionIdOfRequest } from "./session.ts";
import { type SignInResult, signIn } from "./sign-in.ts";

/** `signIn` for the request at hand: both doors, the sign-in page and next-auth's endpoint, lead through it. */
export async function signInHere(
  credentials: { username: string; password: string },
  headers: Headers,
): Promise<SignInResult> {
  const [{ db }, previousSessionId] = await Promise.all([store(), sessionIdOfRequest()]);
  return signIn(
    { db, now: new Date(), verify: verifyPassword, demoAllowed: env().vod.kind === "sandbox" },
    { ...credentials, request: requestInfo(headers), previousSessionId },
  );
}
