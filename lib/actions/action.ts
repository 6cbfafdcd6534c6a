import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { noteRefusal } from "../auth/note-refusal.ts";
import { currentSession } from "../auth/session.ts";
import { isSecureSite } from "../auth/session-cookie.ts";
import { log } from "../log.ts";
import { createAction } from "./create-action.ts";

/**
 * Wraps a server action: `export const confirmDeletionAction = action({ role, name, schema }, run)`.
 *
 * `name` is subject.verb, for log and audit. `run(input, { actor, session, request })` calls one use case; it
 * may throw `UseCaseError`. The action answers `ActionResult`: `{ ok: true, data }`, or
 * `{ ok: false, error: { code, reference?, detail? } }` with a code of `ActionErrorCode`.
 */
export const action = createAction({
  headers,
  session: currentSession,
  secure: isSecureSite,
  onRefused: noteRefusal,
  onInternalError: ({ action: name, reference, error }) =>
    log.error({ err: error, action: name, reference }, "action failed"),
  rethrowControlFlow: unstable_rethrow,
});
