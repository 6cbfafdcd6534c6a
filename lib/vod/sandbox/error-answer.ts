import { ACCOUNT_ID, type AccessKey } from "./credentials.ts";
import { ApiError } from "./errors.ts";
import type { WireObject } from "./respond.ts";
import type { Switches } from "./switches.ts";

/** The body of an error answer (vod-api.md §3.6). */
export function errorBody(error: ApiError, requestId: string, hostId: string): WireObject {
  return {
    RequestId: requestId,
    HostId: hostId,
    Code: error.code,
    Message: error.message,
    Recommend: `https://error-center.aliyun.com/status/search?Keyword=${error.code}&source=PopGw`,
    AccessDeniedDetail: error.accessDeniedDetail,
  };
}

/** The error in the variant that the switches choose, where the official lists differ. */
export function inVariant(error: ApiError, switches: Switches): ApiError {
  const { status, code, message, headers, missing } = error;
  if (code === "SignatureDoesNotMatch" && status !== switches.signatureStatus) {
    return new ApiError(switches.signatureStatus, code, message, { headers });
  }
  if (code === "InvalidAccessKeyId.NotFound" && status !== switches.unknownKeyStatus) {
    return new ApiError(switches.unknownKeyStatus, code, message, { headers });
  }
  if (missing !== undefined && switches.missingParameter === "MissingName") {
    return new ApiError(status, `Missing${missing}`, `${missing} is mandatory for this action.`, { headers });
  }
  return error;
}

/** A key that may not call the operation; how VOD says so today is not known, so the code is a switch. */
export function permissionDenied(key: AccessKey, action: string, switches: Switches): ApiError {
  return new ApiError(
    403,
    switches.permissionDenied,
    "User not authorized to operate on the specified resource.",
    {
      accessDeniedDetail: {
        AuthAction: `vod:${action}`,
        AuthPrincipalType: "SubUser",
        AuthPrincipalDisplayName: key.name,
        AuthPrincipalOwnerId: ACCOUNT_ID,
        NoPermissionType: "ImplicitDeny",
        PolicyType: "AccountLevelIdentityBasedPolicy",
        EncodedDiagnosticMessage: "AQEAAAAAc2FuZGJveA==",
      },
    },
  );
}

/** The account as a whole may not use VOD. */
export function accountClosed(state: "notOpened" | "suspended"): ApiError {
  return state === "suspended"
    ? new ApiError(403, "OperationDenied.Suspended", "Your VOD service is suspended.")
    : new ApiError(403, "OperationDenied", "Your account does not open VOD service yet.");
}
