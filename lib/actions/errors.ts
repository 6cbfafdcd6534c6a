import type { ErrorDetail, UseCaseErrorCode } from "../use-case-error.ts";

/** Every way in which an action or a route handler says no; `errors.json` has a text for each. */
export type ActionErrorCode =
  | "signed-out"
  | "forbidden"
  | "foreign-origin"
  /** A bug or an outage of ours: its text is in the log, under the reference. */
  | "internal"
  | UseCaseErrorCode;

export type ActionError = { code: ActionErrorCode; reference?: string; detail?: ErrorDetail };

/** What a server action answers. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };
