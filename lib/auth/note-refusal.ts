import { record } from "../audit/record.ts";
import { store } from "../container.ts";
import { log } from "../log.ts";
import type { RequestInfo } from "./request-info.ts";
import type { Session } from "./sessions.ts";

/**
 * Notes that an action or a route was refused: always in the log; in the audit only where we know the
 * person, so that a stranger cannot fill the record. Refusing does not depend on the note: a store that
 * fails here is logged and the caller goes on to refuse.
 */
export async function noteRefusal(refusal: {
  action: string;
  code: string;
  session: Session | null;
  request: RequestInfo;
}): Promise<void> {
  const { action, code, session, request } = refusal;
  log.warn({ action, code, userId: session?.user.id, address: request.address }, "refused");
  if (!session) return;
  const { user } = session;
  try {
    const { db } = await store();
    await db.transaction((tx) =>
      record(tx, {
        environmentId: null,
        actor: { id: user.id, name: user.name },
        action: "action.refused",
        subjectType: "action",
        subjectId: action,
        detail: { code, role: user.role, address: request.address },
      }),
    );
  } catch (error) {
    log.error({ err: error, action }, "a refusal could not be recorded");
  }
}
