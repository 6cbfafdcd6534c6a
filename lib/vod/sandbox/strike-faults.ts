import { ApiError, throttled } from "./errors.ts";
import { type Fate, mannerOf, refuse } from "./fate.ts";
import type { Fault } from "./faults.ts";
import type { GatewayParts } from "./gateway-parts.ts";
import type { WireRequest } from "./read-request.ts";
import type { LogEntry } from "./request-log.ts";

/**
 * Lets the faults of one moment happen: `before` or `after` the operation took effect.
 *
 * @returns what takes the answer's place, by the first fault that does; undefined when none does
 */
export function strikeFaults(
  parts: GatewayParts,
  wire: WireRequest,
  entry: LogEntry,
  faults: readonly Fault[],
  moment: "before" | "after",
): Fate | undefined {
  const instead = (status: number, contentType: string, text: string): Fate => ({
    kind: "answer",
    answer: { status, contentType, text, headers: { "x-acs-request-id": entry.requestId } },
    manner: mannerOf(faults),
    code: null,
  });
  for (const fault of faults) {
    switch (fault.kind) {
      case "throttle":
        if (moment === "after") break;
        return refuse(
          parts,
          wire,
          entry,
          throttled(fault.retryAfterMs ? { "x-acs-retry-after": String(fault.retryAfterMs) } : {}),
        );
      case "error": {
        if (fault.when !== moment) break;
        const message = fault.message ?? "The request processing has failed.";
        return refuse(parts, wire, entry, new ApiError(fault.status, fault.code, message));
      }
      case "status5xx": {
        if (fault.when !== moment) break;
        const code = fault.status === 503 ? "ServiceUnAvailable" : "InternalError";
        const message = "The request processing has failed due to some unknown error.";
        return refuse(parts, wire, entry, new ApiError(fault.status, code, message));
      }
      case "html502":
        if (fault.when !== moment) break;
        return instead(502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>\r\n");
      case "answer":
        if (fault.when !== moment) break;
        return instead(fault.status, fault.contentType, fault.body);
      case "hangBefore":
      case "hangAfter":
        if (fault.kind === (moment === "before" ? "hangBefore" : "hangAfter")) return { kind: "hang" };
        break;
      case "resetBefore":
      case "resetAfter":
        if (fault.kind === (moment === "before" ? "resetBefore" : "resetAfter")) return { kind: "reset" };
        break;
      case "change":
        if (fault.when !== moment) break;
        for (const id of fault.ids) {
          const index = parts.state.findEver(id);
          if (index !== undefined) parts.state.patch(index, fault.patch);
        }
        break;
      default:
        break;
    }
  }
  return undefined;
}
