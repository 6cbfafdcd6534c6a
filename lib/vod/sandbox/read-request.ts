import type { IncomingMessage } from "node:http";
import { ApiError } from "./errors.ts";
import type { Format } from "./respond.ts";
import type { SignedRequest } from "./verify.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/** A request with its parameters decoded; `params` are those of query and form together. */
export type WireRequest = SignedRequest & {
  action: string;
  version: string;
  params: Record<string, string>;
  signature: "1.0" | "V3" | null;
  accessKeyId: string | null;
};

/** @throws ApiError when the body is over 1 MB, Error when the connection breaks while it is read. */
export async function readRequest(request: IncomingMessage, url: URL): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new ApiError(413, "RequestEntityTooLarge", "The request is too large.");
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const query = new Map(url.searchParams);
  const type = request.headers["content-type"] ?? "";
  const form = new Map(
    type.startsWith("application/x-www-form-urlencoded") ? new URLSearchParams(body.toString("utf8")) : [],
  );
  const params = Object.fromEntries([...form, ...query]);
  const { headers } = request;
  // Older clients sign in the parameters and send x-acs-action as well, so Authorization tells the version.
  const isV3 = headers.authorization !== undefined && params.Signature === undefined;
  const header = (name: string) => {
    const value = headers[name];
    return typeof value === "string" ? value : "";
  };
  return {
    method: request.method ?? "",
    headers,
    query,
    form,
    body,
    params,
    action: isV3 ? header("x-acs-action") : (params.Action ?? ""),
    version: isV3 ? header("x-acs-version") : (params.Version ?? ""),
    signature: isV3 ? "V3" : params.Signature === undefined ? null : "1.0",
    accessKeyId: isV3
      ? (/Credential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1] ?? null)
      : (params.AccessKeyId ?? null),
  };
}

/** JSON when Format or the accept header asks for it, else XML (vod-api.md §9). */
export function formatOf(request: Pick<WireRequest, "params" | "headers">): Format {
  const asked = request.params.Format?.toLowerCase();
  if (asked === "json") return "json";
  if (asked === "xml") return "xml";
  return (request.headers.accept ?? "").includes("application/json") ? "json" : "xml";
}

/** @throws ApiError for a Format that is neither JSON nor XML. */
export function checkFormat(request: Pick<WireRequest, "params">): void {
  const asked = request.params.Format?.toLowerCase();
  if (asked !== undefined && asked !== "" && asked !== "json" && asked !== "xml") {
    throw new ApiError(400, "InvalidParameter.Format", "The specified parameter Format is not valid.");
  }
}
