import { type ErrorDetail, USE_CASE_ERROR_CODES } from "../use-case-error.ts";

/** Every way in which an action or a route handler says no; `errors.json` has a text for each. */
export const ACTION_ERROR_CODES = [
  "signed-out",
  "foreign-origin",
  /** A bug or an outage of ours: its text is in the log, under the reference. */
  "internal",
  ...USE_CASE_ERROR_CODES,
] as const;
export type ActionErrorCode = (typeof ACTION_ERROR_CODES)[number];

export type ActionError = { code: ActionErrorCode; reference?: string; detail?: ErrorDetail };

/** What a server action answers. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };
