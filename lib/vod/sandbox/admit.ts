import type { AccessKey } from "./credentials.ts";
import { accountClosed, permissionDenied } from "./error-answer.ts";
import { ApiError, missingParameter, throttled } from "./errors.ts";
import type { GatewayParts } from "./gateway-parts.ts";
import type { Operation } from "./operations/operation.ts";
import { OPERATIONS } from "./operations/registry.ts";
import { checkFormat, type WireRequest } from "./read-request.ts";
import { verifyV1 } from "./signature-v1.ts";
import { verifyV3 } from "./signature-v3.ts";

/**
 * Who calls what, once the request is well-formed, signed, allowed and within the limits.
 *
 * @throws ApiError when it is not; nothing has happened by then
 */
export function admit(parts: GatewayParts, wire: WireRequest): { key: AccessKey; operation: Operation } {
  const switches = parts.settings.switches();
  const operation = OPERATIONS.get(wire.action);
  checkFormat(wire);
  if (wire.method !== "GET" && wire.method !== "POST") {
    throw new ApiError(400, "UnsupportedHTTPMethod", "This http method is not supported.");
  }
  if (!wire.action) throw missingParameter("Action");
  if (!wire.version) throw missingParameter("Version");
  const verify = wire.signature === "V3" ? verifyV3 : verifyV1;
  const { key } = verify(wire, { keys: parts.keys, now: parts.now, nonces: parts.nonces });
  if (!operation || operation.version !== wire.version) throw unknownAction(switches.unknownAction);
  if (operation.version === "2017-03-21") {
    if (switches.account !== "open") throw accountClosed(switches.account);
    if (operation.access === "delete" && key.rights !== "all") {
      throw permissionDenied(key, wire.action, switches);
    }
  }
  const waitMs = parts.limits.admit(wire.action);
  if (waitMs !== null) {
    throw throttled(switches.retryAfter === "sent" ? { "x-acs-retry-after": String(waitMs) } : {});
  }
  return { key, operation };
}

function unknownAction(code: string): ApiError {
  return new ApiError(404, code, "Specified api is not found, please check your url and method.");
}
