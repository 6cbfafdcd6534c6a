import type { z } from "zod";
import type { Actor } from "../audit/record.ts";
import { newReference } from "../auth/reference.ts";
import { type RequestInfo, requestInfo } from "../auth/request-info.ts";
import { atLeast, type Role } from "../auth/roles.ts";
import { isSameOrigin } from "../auth/same-origin.ts";
import type { Session } from "../auth/sessions.ts";
import { isUseCaseError } from "../use-case-error.ts";
import type { ActionError, ActionResult } from "./errors.ts";
import { isTooMany } from "./is-too-many.ts";

/** What an action's body is told besides its input. */
export type ActionContext = { actor: Actor; session: Session; request: RequestInfo };

export type Refusal = {
  action: string;
  code: "signed-out" | "forbidden" | "foreign-origin";
  session: Session | null;
  request: RequestInfo;
};

/** What the wrapper needs from the outside; `action.ts` wires it to Next, tests to what they like. */
export type ActionDeps = {
  headers(): Promise<Headers>;
  session(): Promise<Session | null>;
  secure(): boolean;
  /** Notes that somebody was turned away. A failure here never lets them in. */
  onRefused(refusal: Refusal): Promise<void>;
  onInternalError(incident: { action: string; reference: string; error: unknown }): void;
  /** Throws on what is Next's own control flow (redirect, not-found) and must pass through. */
  rethrowControlFlow(error: unknown): void;
};

/**
 * Makes the wrapper that every server action goes through: origin → session → role → input → the body.
 * The body runs only when all four hold. Its answer is a value in every case; internal text never leaves.
 */
export function createAction(deps: ActionDeps) {
  return function action<S extends z.ZodType, T>(
    options: { role: Role; name: string; schema: S },
    run: (input: z.output<S>, context: ActionContext) => Promise<T>,
  ): (input: z.input<S>) => Promise<ActionResult<T>> {
    return async (input) => {
      try {
        const headers = await deps.headers();
        const request = requestInfo(headers);
        const refuse = async (code: Refusal["code"], session: Session | null) => {
          await deps.onRefused({ action: options.name, code, session, request });
          return failure({ code });
        };

        if (!isSameOrigin(headers, deps.secure())) return await refuse("foreign-origin", null);
        const session = await deps.session();
        if (!session) return await refuse("signed-out", null);
        if (!atLeast(session.user.role, options.role)) return await refuse("forbidden", session);

        const parsed = await options.schema.safeParseAsync(input);
        if (!parsed.success) {
          const [issue] = parsed.error.issues;
          const field = issue?.path.join(".");
          const code = isTooMany(parsed.error) ? "too-many" : "invalid-input";
          return failure({ code, ...(field ? { detail: { field } } : {}) });
        }
        const actor = { id: session.user.id, name: session.user.name };
        const data = await run(parsed.data, { actor, session, request }).catch(async (error: unknown) => {
          // Some refusals take a look at the thing first; they are noted like those of the role above.
          if (isUseCaseError(error) && error.code === "forbidden") await refuse("forbidden", session);
          throw error;
        });
        return { ok: true, data };
      } catch (error) {
        deps.rethrowControlFlow(error);
        if (isUseCaseError(error)) return failure({ code: error.code, detail: error.detail });
        const reference = newReference();
        deps.onInternalError({ action: options.name, reference, error });
        return failure({ code: "internal", reference });
      }
    };
  };
}

function failure(error: ActionError): { ok: false; error: ActionError } {
  return { ok: false, error };
}
