import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { admit } from "./admit.ts";
import { deliver, reset } from "./deliver.ts";
import { ApiError } from "./errors.ts";
import { type Fate, mannerOf, refuse } from "./fate.ts";
import type { GatewayParts } from "./gateway-parts.ts";
import { readForce } from "./operations/delete-mezzanines.ts";
import { commaList, type Operation } from "./operations/operation.ts";
import { OPERATIONS } from "./operations/registry.ts";
import { formatOf, readRequest, type WireRequest } from "./read-request.ts";
import type { LogEntry } from "./request-log.ts";
import { render } from "./respond.ts";
import { strikeFaults } from "./strike-faults.ts";

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
  const fate = await decide(parts, wire, entry);
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

async function decide(parts: GatewayParts, wire: WireRequest, entry: LogEntry): Promise<Fate> {
  try {
    const { key, operation } = admit(parts, wire);
    const subject = { action: wire.action, ids: entry.ids, force: entry.force === true };
    const faults = parts.settings.faults.strike(subject);
    entry.faults = faults.map((fault) => fault.kind);
    for (const fault of faults) {
      if (fault.kind === "latency") await sleep(parts.settings.faults.drawMs(fault.ms));
    }
    const before = strikeFaults(parts, wire, entry, faults, "before");
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
    const after = strikeFaults(parts, wire, entry, faults, "after");
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
    if (error instanceof ApiError) return refuse(parts, wire, entry, error);
    throw error;
  }
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
