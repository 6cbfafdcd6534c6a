import { XMLParser } from "fast-xml-parser";
import { storable } from "./redact.ts";

export type ParsedBody =
  | { kind: "result"; value: Record<string, unknown> }
  | { kind: "error"; code: string; value: Record<string, unknown> }
  | { kind: "unreadable"; reason: string };

const xml = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: true });

/**
 * The body of an answer to `operation`: JSON, or XML rooted in `<OperationResponse>` or `<Error>`. Text from
 * anybody else (a proxy's page, another root, a JSON array) is unreadable, whatever its status. An object
 * with a `Code` is an error under any status: one product answers 200 to a denial (vod-api.md §3.6).
 */
export function parseBody(text: string, operation: string): ParsedBody {
  const body = storable(text.replace(/^\uFEFF/, "").trim());
  if (body === "") return { kind: "unreadable", reason: "the body is empty" };
  try {
    return body.startsWith("<") ? fromXml(body, operation) : fromJson(body);
  } catch (error) {
    return { kind: "unreadable", reason: error instanceof Error ? error.message : "not parsable" };
  }
}

function fromJson(body: string): ParsedBody {
  const value: unknown = JSON.parse(body, readValue);
  if (!isRecord(value)) return { kind: "unreadable", reason: "the body is not a JSON object" };
  return toBody(value);
}

function fromXml(body: string, operation: string): ParsedBody {
  // No answer of VOD declares a document type; one that does could expand entities without end.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(body))
    return { kind: "unreadable", reason: "the body declares a DOCTYPE" };
  const document: unknown = xml.parse(body, true);
  if (!isRecord(document)) return { kind: "unreadable", reason: "the body is no XML document" };
  if (isRecord(document.Error)) return toError(document.Error);
  const root = document[`${operation}Response`];
  if (isRecord(root)) return toBody(root);
  return { kind: "unreadable", reason: `the body is no <${operation}Response>` };
}

/** No result of the operations used has a member of this name, so whatever has one reports an error. */
function toBody(value: Record<string, unknown>): ParsedBody {
  const hasCode = (value.Code ?? value.code ?? null) !== null;
  return hasCode ? toError(value) : { kind: "result", value };
}

function toError(value: Record<string, unknown>): ParsedBody {
  const code = value.Code ?? value.code;
  if (typeof code === "number") return { kind: "error", code: String(code), value };
  if (typeof code !== "string" || code === "")
    return { kind: "unreadable", reason: "an error without a code" };
  return { kind: "error", code, value };
}

/**
 * A text comes without NUL and half characters, which no database takes as text. An integer past 2^53 stays the
 * digits that were sent, instead of a neighbour nobody sent.
 */
function readValue(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value === "string") return storable(value);
  if (typeof value === "number" && !Number.isFinite(value)) return context?.source ?? null;
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return context?.source ?? null;
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
