import type { NotSentReason } from "@/lib/deletion/types.ts";
import type { CauseView } from "@/lib/engine/views.ts";

const FAILED_FAMILIES = [
  ["failed-throttled", /^Throttling/i],
  ["failed-forbidden", /^(Forbidden|NoPermission|NoAuth)/i],
  ["failed-clock", /^(InvalidTimeStamp|IllegalTimestamp)/i],
  [
    "failed-credentials",
    /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|SignatureNonceUsed)/i,
  ],
  ["failed-account", /^OperationDenied/i],
  ["failed-parameter", /^(InvalidParameter|InvalidVideo|Missing|VideoIdsExceededMax)/i],
  ["failed-service", /^(InternalError|ServiceUnavailable|DeleteVideoFailed)/i],
] as const;

export type CauseKey =
  | (typeof FAILED_FAMILIES)[number][0]
  | "failed-other"
  | "verified"
  | "underway"
  | "unremovable"
  | "missing"
  | "still-present"
  | "unverified"
  | "unknown"
  | `not-sent-${NotSentReason}`;

/** Which texts explain an outcome: its meaning for the data and its fix, by VOD's code where there is one (vod-api.md §3.6). */
export function causeKey(cause: Pick<CauseView, "outcome" | "reason" | "code">): CauseKey {
  switch (cause.outcome) {
    case "pending":
    case "sending":
    case "accepted":
      return "underway";
    case "failed": {
      const code = cause.code ?? "";
      return FAILED_FAMILIES.find(([, pattern]) => pattern.test(code))?.[0] ?? "failed-other";
    }
    case "not-sent":
      return `not-sent-${cause.reason ?? "cancelled"}`;
    case "verified":
    case "unverified":
    case "still-present":
    case "unremovable":
    case "missing":
    case "unknown":
      return cause.outcome;
    default:
      return cause.outcome satisfies never;
  }
}
