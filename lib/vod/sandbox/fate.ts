import type { Answer, Manner } from "./deliver.ts";
import { errorBody, inVariant } from "./error-answer.ts";
import type { ApiError } from "./errors.ts";
import type { Fault } from "./faults.ts";
import type { GatewayParts } from "./gateway-parts.ts";
import { formatOf, type WireRequest } from "./read-request.ts";
import type { LogEntry } from "./request-log.ts";
import { render } from "./respond.ts";

/** What becomes of a request: an answer in some manner, silence, or a broken connection. */
export type Fate =
  | { kind: "answer"; answer: Answer; manner: Manner; code: string | null }
  | { kind: "hang" }
  | { kind: "reset" };

/** The error as an answer, in the variant that the switches choose. */
export function refuse(parts: GatewayParts, wire: WireRequest, entry: LogEntry, cause: ApiError): Fate {
  const error = inVariant(cause, parts.settings.switches());
  const hostId = (wire.headers.host ?? "").split(":")[0] ?? "";
  const { contentType, text } = render(formatOf(wire), "Error", errorBody(error, entry.requestId, hostId));
  return {
    kind: "answer",
    answer: {
      status: error.status,
      contentType,
      text,
      headers: { "x-acs-request-id": entry.requestId, ...error.headers },
    },
    manner: {},
    code: error.code,
  };
}

/** How an answer goes out under these faults. */
export function mannerOf(faults: readonly Fault[]): Manner {
  const manner: Manner = {};
  for (const fault of faults) {
    if (fault.kind === "cutBody") manner.cut = fault.clean ? "clean" : "broken";
    if (fault.kind === "slow") manner.slowMs = fault.ms;
  }
  return manner;
}
