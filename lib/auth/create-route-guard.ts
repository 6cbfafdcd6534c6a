import type { ActionError, ActionErrorCode } from "../actions/errors.ts";
import type { Actor } from "../audit/record.ts";
import { isUseCaseError } from "../use-case-error.ts";
import { newReference } from "./reference.ts";
import { type RequestInfo, requestInfo } from "./request-info.ts";
import { atLeast, type Role } from "./roles.ts";
import { isSameOrigin, isSameOriginRead } from "./same-origin.ts";
import type { Session } from "./sessions.ts";

/** The dynamic segments of a route's address, as Next hands them over. */
export type RouteParams = Record<string, string | string[] | undefined>;

export type RouteContext<P> = { actor: Actor; session: Session; request: RequestInfo; params: P };

export type RouteGuardDeps = {
  session(): Promise<Session | null>;
  secure(): boolean;
  onRefused(refusal: {
    action: string;
    code: string;
    session: Session | null;
    request: RequestInfo;
  }): Promise<void>;
  onError(incident: { route: string; code: ActionErrorCode; reference: string; error?: unknown }): void;
  rethrowControlFlow(error: unknown): void;
};

const STATUS: Record<ActionErrorCode, number> = {
  "signed-out": 401,
  forbidden: 403,
  "foreign-origin": 403,
  "invalid-input": 400,
  "not-found": 404,
  conflict: 409,
  stale: 409,
  "digest-mismatch": 409,
  "wrong-state": 409,
  "already-open-child": 409,
  "already-protected": 409,
  "empty-list": 422,
  "consent-missing": 422,
  "typed-count-wrong": 422,
  "forecast-too-old": 422,
  "too-many": 429,
  unavailable: 503,
  internal: 500,
};

/**
 * Makes the guard that every route handler goes through: origin → session → role → the body. What is not
 * answered by the body is JSON, `{ error: { code, reference, detail? } }`, never a page, never a redirect.
 */
export function createRouteGuard(deps: RouteGuardDeps) {
  return function guardRoute<P extends object = RouteParams>(
    options: {
      role: Role;
      /** Default: true for all that is not GET or HEAD. True for a read refuses other sites' requests too. */
      sameOrigin?: boolean;
    },
    run: (request: Request, context: RouteContext<P>) => Promise<Response>,
  ): (request: Request, context: { params: Promise<P> }) => Promise<Response> {
    return async (request, context) => {
      const route = `${request.method} ${new URL(request.url).pathname}`;
      const fail = (error: Omit<ActionError, "reference">, cause?: unknown): Response => {
        const reference = newReference();
        deps.onError({ route, code: error.code, reference, error: cause });
        const body = { error: { ...error, reference } };
        return Response.json(body, { status: STATUS[error.code], headers: { "cache-control": "no-store" } });
      };
      try {
        const from = requestInfo(request.headers);
        const reads = request.method === "GET" || request.method === "HEAD";
        if (options.sameOrigin ?? !reads) {
          const check = reads ? isSameOriginRead : isSameOrigin;
          if (!check(request.headers, deps.secure())) {
            await deps.onRefused({ action: route, code: "foreign-origin", session: null, request: from });
            return fail({ code: "foreign-origin" });
          }
        }
        const session = await deps.session();
        if (!session) return fail({ code: "signed-out" });
        if (!atLeast(session.user.role, options.role)) {
          await deps.onRefused({ action: route, code: "forbidden", session, request: from });
          return fail({ code: "forbidden" });
        }
        const actor = { id: session.user.id, name: session.user.name };
        return await run(request, { actor, session, request: from, params: await context.params });
      } catch (error) {
        deps.rethrowControlFlow(error);
        if (isUseCaseError(error)) return fail({ code: error.code, detail: error.detail }, error);
        return fail({ code: "internal" }, error);
      }
    };
  };
}
