import { z } from "zod";
import { CONNECTION_FAILED, meaningOf, UNREADABLE_ANSWER } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { parseBody } from "./parse-body.ts";
import { redact, redactForStorage, storable } from "./redact.ts";
import type { Evidence, Refused, Unanswered, VodResult } from "./types.ts";

/** How the answer to one operation is read. */
export type Reading<T> = {
  operation: string;
  effect: "delete" | "read";
  /** Throws when the answer is not what it should be. */
  read: (value: Record<string, unknown>) => T;
  /** Error codes that are an answer in themselves, such as "this video does not exist". */
  meaning?: (code: string) => T | undefined;
};

const MAX_MESSAGE_LENGTH = 500;

/** From the end of an HTTP exchange to the result the console works with. Never throws. */
export function toResult<T>(
  exchange: Exchange,
  reading: Reading<T>,
  secrets: readonly string[],
): VodResult<T> {
  const hidden = [...secrets, ...exchange.signatures];
  const tell = (message: string) => storable(redact(message, hidden).slice(0, MAX_MESSAGE_LENGTH));

  if (exchange.kind === "not-sent") return refusedUnsent(CONNECTION_FAILED, tell(exchange.message), false);
  const evidence = (bodyRequestId: unknown): Evidence => ({
    requestId: firstText(bodyRequestId, exchange.headers["x-acs-request-id"]),
    httpStatus: exchange.status,
    body: exchange.body === null ? null : redactForStorage(exchange.body, hidden),
  });
  if (exchange.kind === "lost") {
    return { ...evidence(null), kind: "unanswered", code: exchange.code, message: tell(exchange.message) };
  }

  const { status, body, headers } = exchange;
  const parsed = parseBody(body, reading.operation);
  if (parsed.kind === "unreadable") {
    return unreadable(evidence(null), tell(`HTTP ${status}: ${parsed.reason}`));
  }
  const known = evidence(parsed.value.RequestId ?? parsed.value.requestId);
  if (parsed.kind === "error") {
    const data = reading.meaning?.(parsed.code);
    if (data !== undefined) return { ...known, kind: "answered", data };
    const message = tell(explain(parsed.value));
    const meaning = meaningOf(parsed.code, reading.effect, status);
    if (meaning.kind === "unanswered") return { ...known, kind: "unanswered", code: parsed.code, message };
    const retryAfterMs = positiveInteger(headers["x-acs-retry-after"]);
    return { ...known, ...meaning, code: parsed.code, message, retryAfterMs };
  }
  if (status < 200 || status > 299) return unreadable(known, `HTTP ${status} without an error code`);
  try {
    return { ...known, kind: "answered", data: reading.read(parsed.value) };
  } catch (error) {
    // Whatever stops the reading, the request has been carried out: it must not end in an exception.
    return unreadable(known, tell(explainFailure(error)));
  }
}

/** A refusal of our own: no request has left. */
export function refusedUnsent(code: string, message: string, fatal: boolean): Refused {
  const evidence: Evidence = { requestId: null, httpStatus: null, body: null };
  return { ...evidence, kind: "refused", code, message, throttled: false, retryAfterMs: null, fatal };
}

function unreadable(evidence: Evidence, message: string): Unanswered {
  return { ...evidence, kind: "unanswered", code: UNREADABLE_ANSWER, message };
}

function explainFailure(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  }
  return error instanceof Error ? error.message : "not readable";
}

/** VOD's message; for a denial also the action that was denied and why (vod-api.md §3.6). */
function explain(error: Record<string, unknown>): string {
  const message = firstText(error.Message, error.message) ?? "no message";
  const detail = error.AccessDeniedDetail;
  if (typeof detail !== "object" || detail === null) return message;
  const {
    AuthAction: action,
    NoPermissionType: denial,
  }: { AuthAction?: unknown; NoPermissionType?: unknown } = detail;
  const facts = [action, denial].filter((fact) => typeof fact === "string");
  return facts.length > 0 ? `${message} (${facts.join(", ")})` : message;
}

function firstText(...values: unknown[]): string | null {
  return values.find((value): value is string => typeof value === "string" && value !== "") ?? null;
}

function positiveInteger(value: unknown): number | null {
  return typeof value === "string" && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null;
}
