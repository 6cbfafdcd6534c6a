import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ApiError, missingParameter } from "./errors.ts";
import { percentEncode } from "./percent-encode.ts";
import {
  checkTime,
  checkToken,
  findKey,
  type SignedRequest,
  signatureDoesNotMatch,
  spendNonce,
  type Verified,
  type VerifyContext,
} from "./verify.ts";

const ALGORITHM = "ACS3-HMAC-SHA256";
const AUTHORIZATION = /^(\S+)\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/i;
const ALWAYS_SIGNED = [
  "host",
  "x-acs-action",
  "x-acs-version",
  "x-acs-date",
  "x-acs-signature-nonce",
  "x-acs-content-sha256",
] as const;

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");

const incomplete = () =>
  new ApiError(400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.");

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

/**
 * The canonical request of signature V3 (vod-api.md §3.3). Query values come decoded and are encoded again,
 * because the official TypeScript client leaves `(` and `)` as they are on the wire and signs them encoded.
 */
export function canonicalRequestV3(
  method: string,
  query: ReadonlyMap<string, string>,
  headers: IncomingHttpHeaders,
  signedHeaders: readonly string[],
  hashedPayload: string,
): string {
  const canonicalQuery = [...query]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
  const canonicalHeaders = signedHeaders.map((name) => `${name}:${(header(headers, name) ?? "").trim()}\n`);
  return [
    method,
    "/",
    canonicalQuery,
    canonicalHeaders.join(""),
    signedHeaders.join(";"),
    hashedPayload,
  ].join("\n");
}

/** Signature V3 of a canonical request, hex. */
export function signV3(canonicalRequest: string, secret: string): string {
  return createHmac("sha256", secret)
    .update(`${ALGORITHM}\n${sha256(canonicalRequest)}`)
    .digest("hex");
}

/**
 * Verifies a request signed in its headers. Every `x-acs-*` header present has to be signed, `host` too;
 * `content-type` counts when the caller signed it.
 *
 * @throws ApiError with VOD's code: form, time, key, token, signature, nonce, in this order.
 */
export function verifyV3(request: SignedRequest, context: VerifyContext): Verified {
  const parts = AUTHORIZATION.exec((request.headers.authorization ?? "").trim());
  const [, algorithm = "", accessKeyId = "", list = "", signature = ""] = parts ?? [];
  if (!parts) throw incomplete();
  if (algorithm !== ALGORITHM) {
    throw new ApiError(400, "InvalidSignatureMethod", "Specified signature method is not valid.");
  }
  for (const name of ALWAYS_SIGNED) {
    if (!header(request.headers, name)) throw missingParameter(name);
  }
  const signedHeaders = list.toLowerCase().split(";").sort();
  const mustSign = Object.keys(request.headers).filter((name) => name.startsWith("x-acs-"));
  if (![...mustSign, "host"].every((name) => signedHeaders.includes(name))) throw incomplete();

  checkTime(header(request.headers, "x-acs-date") ?? "", context.now());
  const key = findKey(context.keys, accessKeyId);
  checkToken(key, header(request.headers, "x-acs-security-token"));

  const canonical = canonicalRequestV3(
    request.method,
    request.query,
    request.headers,
    signedHeaders,
    sha256(request.body),
  );
  const expected = Buffer.from(signV3(canonical, key.secret));
  const given = Buffer.from(signature.toLowerCase());
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw signatureDoesNotMatch(`${ALGORITHM}\n${sha256(canonical)}`);
  }
  if (header(request.headers, "x-acs-content-sha256") !== sha256(request.body)) {
    throw signatureDoesNotMatch(`${ALGORITHM}\n${sha256(canonical)}`);
  }
  spendNonce(context, accessKeyId, header(request.headers, "x-acs-signature-nonce") ?? "");
  return { key, version: "V3" };
}
