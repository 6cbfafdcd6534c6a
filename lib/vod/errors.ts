/** What an error code says about the request it answers (design of the boundary: by code, never by status). */
export type Meaning =
  | { kind: "refused"; throttled: boolean; fatal: boolean }
  /** It may have happened. */
  | { kind: "unanswered" };

/** The connection was never made: host down, name unknown, no route. */
export const CONNECTION_FAILED = "ConnectionFailed";
/** No credentials could be had within the time of a request. */
export const CREDENTIALS_TIMEOUT = "CredentialsTimeout";
/** Whoever asked no longer waited for its slot. */
export const CALLER_LEFT = "CallerLeft";
/** The credential chain found nothing. */
export const CREDENTIALS_UNAVAILABLE = "CredentialsUnavailable";
export const TOKEN_EXPIRED = "InvalidSecurityToken.Expired";
export const UNREADABLE_ANSWER = "UnreadableAnswer";

/**
 * Refusals that say nothing about the ids of the call: nothing left this machine. The same batch may be
 * sent again later, whole. (Throttled refusals are marked by `throttled`.)
 */
export const RETRY_WHOLE_LATER: ReadonlySet<string> = new Set([
  CONNECTION_FAILED,
  CREDENTIALS_TIMEOUT,
  CALLER_LEFT,
]);

/** About the one asset asked for, so other calls can still succeed (vod-api.md §2.7, §2.10, §3.6). */
const ABOUT_ONE_ASSET = ["Forbidden.IllegalStatus", "Forbidden.AliyunVoDEncryption", "Forbidden.OperateApp"];

/** Credentials, permission, account or clock: a person must act first. */
const FATAL = [
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "IncompleteSignature",
  "InvalidSecurityToken",
  "InvalidTimeStamp",
  "IllegalTimestamp",
  "Forbidden",
  "NoPermission",
  "OperationDenied",
];

const REFUSED = ["Missing", "InvalidParameter", "VideoIdsExceededMax", ...ABOUT_ONE_ASSET];

/** Answers that leave open what happened, to reads as well: they are simply made again. */
const OPEN = ["SignatureNonceUsed", "InternalError", "ServiceUnAvailable", "DeleteVideoFailed"];

/**
 * Reads the code of an error answer. For a deletion, only listed codes prove that nothing happened; every
 * other code leaves it open. A read changes nothing, so any other coded 4xx answer to it is a refusal.
 * Letter case is ignored: VOD and its gateway disagree on `ServiceUnAvailable` and `InvalidTimeStamp`.
 */
export function meaningOf(code: string, effect: "delete" | "read", status: number): Meaning {
  const begins = (prefixes: string[]) =>
    prefixes.some((prefix) => code.toLowerCase().startsWith(prefix.toLowerCase()));
  if (begins(["Throttling"])) return { kind: "refused", throttled: true, fatal: false };
  if (begins(REFUSED)) return { kind: "refused", throttled: false, fatal: false };
  if (begins(FATAL)) return { kind: "refused", throttled: false, fatal: true };
  if (effect === "delete" || begins(OPEN) || status < 400 || status >= 500) return { kind: "unanswered" };
  return { kind: "refused", throttled: false, fatal: false };
}
