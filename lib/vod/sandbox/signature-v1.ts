import { createHmac, timingSafeEqual } from "node:crypto";
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

/** The string that signature V1.0 signs: all parameters of query and form but `Signature` (vod-api.md §3.2). */
export function stringToSignV1(method: string, params: Iterable<readonly [string, string]>): string {
  const canonical = [...params]
    .filter(([name]) => name !== "Signature")
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
  return `${method}&%2F&${percentEncode(canonical)}`;
}

/** Signature V1.0 (HMAC-SHA1), base64. */
export function signV1(method: string, params: Iterable<readonly [string, string]>, secret: string): string {
  return createHmac("sha1", `${secret}&`).update(stringToSignV1(method, params)).digest("base64");
}

/**
 * Verifies a request signed in its parameters.
 *
 * @throws ApiError with VOD's code: missing parameters, time, key, token, signature, nonce, in this order.
 */
export function verifyV1(request: SignedRequest, context: VerifyContext): Verified {
  const params = new Map([...request.form, ...request.query]);
  const need = (name: string): string => {
    const value = params.get(name);
    if (value === undefined || value === "") throw missingParameter(name);
    return value;
  };
  const accessKeyId = need("AccessKeyId");
  const signature = params.get("Signature");
  if (!signature) {
    throw new ApiError(
      400,
      "IncompleteSignature",
      "The request signature does not conform to Aliyun standards.",
    );
  }
  if (need("SignatureMethod") !== "HMAC-SHA1" || need("SignatureVersion") !== "1.0") {
    throw new ApiError(400, "InvalidSignatureMethod", "Specified signature method is not valid.");
  }
  const nonce = need("SignatureNonce");
  const timestamp = params.get("Timestamp");
  if (!timestamp) {
    throw new ApiError(
      400,
      "IllegalTimestamp",
      'The input parameter "Timestamp" that is mandatory for processing this request is not supplied.',
    );
  }
  checkTime(timestamp, context.now());
  const key = findKey(context.keys, accessKeyId);
  checkToken(key, params.get("SecurityToken"));
  const expected = Buffer.from(signV1(request.method, params, key.secret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw signatureDoesNotMatch(stringToSignV1(request.method, params));
  }
  spendNonce(context, accessKeyId, nonce);
  return { key, version: "1.0" };
}
