import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { KeyTable } from "./credentials.ts";
import { type Answer, deliver, type Manner, reset } from "./deliver.ts";
import { accountClosed, errorBody, inVariant, permissionDenied } from "./error-answer.ts";
import { ApiError, missingParameter, throttled } from "./errors.ts";
import type { Fault } from "./faults.ts";
import type { slidingLimits } from "./limits.ts";
import { readForce } from "./operations/delete-mezzanines.ts";
import { commaList, type Operation } from "./operations/operation.ts";
import { OPERATIONS } from "./operations/registry.ts";
import { checkFormat, formatOf, readRequest, type WireRequest } from "./read-request.ts";
import type { LogEntry, requestLog } from "./request-log.ts";
import { render } from "./respond.ts";
import type { ScrollTokens } from "./scroll-tokens.ts";
import type { SearchIndex } from "./search-index.ts";
import type { Settings } from "./settings.ts";
import { verifyV1 } from "./signature-v1.ts";
import { verifyV3 } from "./signature-v3.ts";
import type { State } from "./state.ts";
import type { VerifyContext } from "./verify.ts";

export type GatewayParts = {
  state: State;
  search: SearchIndex;
  scrollTokens: ScrollTokens;
  settings: Settings;
  log: ReturnType<typeof requestLog>;
  limits: ReturnType<typeof slidingLimits>;
  keys: KeyTable;
  nonces: VerifyContext["nonces"];
  /** The sandbox's clock with its set error, Unix ms. */
  now: () => number;
  /** Monotonic ms. */
  mono: () => number;
};

/** What becomes of a request: an answer in some manner, silence, or a broken connection. */
type Fate =
  | { kind: "answer"; answer: Answer; manner: Manner; code: string | null }
  | { kind: "hang" }
  | { kind: "reset" };

/**
 * The API's front: signature, rights, quota, faults, and then the operation, in this order. A request that is
 * refused here has had no effect.
 */
export async function handleApi(
  parts: GatewayParts,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const startedAt = parts.mono();
  const wire = await readRequest(request, url);
  const operation = OPERATIONS.get(wire.action);
  const entry = parts.log.open({
    at: new Date().toISOString(),
    monoMs: startedAt,
    durationMs: null,
    action: wire.action,
    method: wire.method,
    params: wire.params,
    accessKeyId: wire.accessKeyId,
    signatureVersion: wire.signature,
    force: wire.action === "DeleteMezzanines" ? forceOf(wire) : null,
    ids: operation ? idsOf(operation, wire) : [],
    status: null,
    code: null,
    requestId: randomUUID().toUpperCase(),
    deleted: [],
    faults: [],
  });
  const fate = await decide(parts, wire, operation, entry);
  entry.durationMs = parts.mono() - startedAt;
  if (fate.kind === "hang") return;
  if (fate.kind === "reset") {
    reset(response);
    return;
  }
  entry.status = fate.answer.status;
  entry.code = fate.code;
  await deliver(response, fate.answer, fate.manner);
}

async function decide(
  parts: GatewayParts,
  wire: WireRequest,
  operation: Operation | undefined,
  entry: LogEntry,
): Promise<Fate> {
  try {
    const key = admit(parts, wire, operation);
    if (!operation) throw unknownAction(parts.settings.switches().unknownAction);
    const subject = { action: wire.action, ids: entry.ids, force: entry.force === true };
    const faults = parts.settings.faults.strike(subject);
    entry.faults = faults.map((fault) => fault.kind);
    for (const fault of faults) {
      if (fault.kind === "latency") await sleep(parts.settings.faults.drawMs(fault.ms));
    }
    const before = strike(parts, wire, entry, faults, "before");
    if (before) return before;
    const body = operation.run({
      params: wire.params,
      key,
      state: parts.state,
      search: parts.search,
      scrollTokens: parts.scrollTokens,
      switches: parts.settings.switches(),
      faults,
      deleted: (ids) => {
        entry.deleted = [...ids];
      },
    });
    const after = strike(parts, wire, entry, faults, "after");
    if (after) return after;
    const { contentType, text } = render(formatOf(wire), `${wire.action}Response`, {
      RequestId: entry.requestId,
      ...body,
    });
    return {
      kind: "answer",
      answer: { status: 200, contentType, text, headers: { "x-acs-request-id": entry.requestId } },
      manner: mannerOf(faults),
      code: null,
    };
  } catch (error) {
    if (error instanceof ApiError) return refusal(parts, wire, entry, error);
    throw error;
  }
}

/** Who calls, once the request is well-formed, signed, allowed and within the limits. */
function admit(parts: GatewayParts, wire: WireRequest, operation: Operation | undefined) {
  const switches = parts.settings.switches();
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
  return key;
}

/** The first fault of this moment that takes the answer's place. */
function strike(
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
        return refusal(
          parts,
          wire,
          entry,
          throttled(fault.retryAfterMs ? { "x-acs-retry-after": String(fault.retryAfterMs) } : {}),
        );
      case "error": {
        if (fault.when !== moment) break;
        const message = fault.message ?? "The request processing has failed.";
        return refusal(parts, wire, entry, new ApiError(fault.status, fault.code, message));
      }
      case "status5xx": {
        if (fault.when !== moment) break;
        const code = fault.status === 503 ? "ServiceUnAvailable" : "InternalError";
        const message = "The request processing has failed due to some unknown error.";
        return refusal(parts, wire, entry, new ApiError(fault.status, code, message));
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

function refusal(parts: GatewayParts, wire: WireRequest, entry: LogEntry, cause: ApiError): Fate {
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

function mannerOf(faults: readonly Fault[]): Manner {
  const manner: Manner = {};
  for (const fault of faults) {
    if (fault.kind === "cutBody") manner.cut = fault.clean ? "clean" : "broken";
    if (fault.kind === "slow") manner.slowMs = fault.ms;
  }
  return manner;
}

function unknownAction(code: string): ApiError {
  return new ApiError(404, code, "Specified api is not found, please check your url and method.");
}

function idsOf(operation: Operation, wire: WireRequest): string[] {
  const own = operation.idParameter ? commaList(wire.params[operation.idParameter]) : [];
  return [...own, ...commaList(wire.params.ReferenceIds ?? wire.params.ReferenceId)];
}

/** What Force says, for the log; a value that is refused later counts as false. */
function forceOf(wire: WireRequest): boolean {
  try {
    return readForce(wire.params.Force);
  } catch {
    return false;
  }
}
