import { unstable_rethrow } from "next/navigation";
import { log } from "../log.ts";
import { createRouteGuard } from "./create-route-guard.ts";
import { noteRefusal } from "./note-refusal.ts";
import { currentSession } from "./session.ts";
import { isSecureSite } from "./session-cookie.ts";

/**
 * Wraps a route handler:
 * `export const GET = guardRoute<{ id: string }>({ role: "viewer" }, async (request, { params, actor }) => …)`.
 *
 * A body may throw `UseCaseError`; it becomes the fitting status. Everything the guard answers itself is JSON,
 * `{ error: { code, reference, detail? } }`, and the reference is in the log.
 */
export const guardRoute = createRouteGuard({
  session: currentSession,
  secure: isSecureSite,
  onRefused: noteRefusal,
  onError: ({ route, code, reference, error }) => {
    if (code === "internal") log.error({ err: error, route, reference }, "route failed");
    else log.info({ route, code, reference }, "route refused");
  },
  rethrowControlFlow: unstable_rethrow,
});
