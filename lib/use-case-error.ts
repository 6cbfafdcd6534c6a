/** Expected ways in which a use case says no. Their texts live in the messages (`errors.json`). */
export const USE_CASE_ERROR_CODES = [
  /** The input is well-formed but cannot be meant: unknown ids, a group that is not decidable. */
  "invalid-input",
  "not-found",
  /** It is there, but not for somebody of this role. */
  "forbidden",
  /** Two people, or two tabs, changed the same thing. */
  "conflict",
  /** What the person saw is no longer what there is. */
  "stale",
  "digest-mismatch",
  "wrong-state",
  "empty-list",
  "consent-missing",
  "typed-count-wrong",
  "forecast-too-old",
  "already-open-child",
  /** The same protection rule holds already. */
  "already-protected",
  "too-many",
  /** Something outside (VOD, the store) cannot be reached now. */
  "unavailable",
] as const;
export type UseCaseErrorCode = (typeof USE_CASE_ERROR_CODES)[number];

/** What fills the message: counts, states, ids. Never internal text, never a secret. */
export type ErrorDetail = Record<string, string | number>;

/**
 * An expected refusal. Use cases throw it inside their transaction, so that nothing of the change stays;
 * the action wrapper and the route guard turn it into an answer. Everything else that is thrown is a bug.
 */
export class UseCaseError extends Error {
  readonly code: UseCaseErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: UseCaseErrorCode, detail: ErrorDetail = {}, options?: { cause: unknown }) {
    super(code, options);
    this.name = "UseCaseError";
    this.code = code;
    this.detail = detail;
  }
}

/**
 * Module state is duplicated between Next's bundles, so `instanceof` may miss an error that another bundle
 * threw; the name and a code of ours say the same.
 */
export function isUseCaseError(error: unknown): error is UseCaseError {
  return (
    error instanceof UseCaseError ||
    (error instanceof Error &&
      error.name === "UseCaseError" &&
      "code" in error &&
      USE_CASE_ERROR_CODES.some((code) => code === error.code))
  );
}
