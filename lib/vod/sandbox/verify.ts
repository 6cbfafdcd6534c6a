import type { IncomingHttpHeaders } from "node:http";
import type { AccessKey, KeyTable } from "./credentials.ts";
import { ApiError } from "./errors.ts";

/** What a verifier looks at. Query and form parameters are decoded; the body is as it came. */
export type SignedRequest = {
  method: string;
  headers: IncomingHttpHeaders;
  query: ReadonlyMap<string, string>;
  form: ReadonlyMap<string, string>;
  body: Buffer;
};

export type VerifyContext = {
  keys: KeyTable;
  /** The server's clock, Unix ms. */
  now: () => number;
  nonces: { use(accessKeyId: string, nonce: string, now: number): boolean };
};

/** The caller and how the request was signed. */
export type Verified = { key: AccessKey; version: "1.0" | "V3" };

const WINDOW_MS = 15 * 60_000;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** @throws ApiError when the time is malformed or more than 15 minutes from the server's (§3.6). */
export function checkTime(text: string, now: number): void {
  const at = TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new ApiError(
      400,
      "InvalidTimeStamp.Format",
      "Specified time stamp or date value is not well formatted.",
    );
  }
  if (Math.abs(at - now) > WINDOW_MS) {
    throw new ApiError(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  }
}

/** @throws ApiError when the key is unknown or disabled. */
export function findKey(keys: KeyTable, accessKeyId: string): AccessKey {
  const key = keys.get(accessKeyId);
  if (!key) throw new ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
  if (!key.active)
    throw new ApiError(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.");
  return key;
}

/** @throws ApiError when a temporary key comes without its token, or the token is expired or foreign. */
export function checkToken(key: AccessKey, token: string | undefined): void {
  if (!key.tokens && !token) return;
  const known = key.tokens && token !== undefined ? key.tokens[token] : undefined;
  if (known === "valid") return;
  if (known === "expired") {
    throw new ApiError(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
  }
  throw new ApiError(
    400,
    token ? "InvalidSecurityToken.MismatchWithAccessKey" : "InvalidAccessKeyId.NotFound",
    token ? "Specified SecurityToken mismatch with the AccessKey." : "Specified access key is not found.",
  );
}

export function signatureDoesNotMatch(stringToSign: string): ApiError {
  return new ApiError(
    400,
    "SignatureDoesNotMatch",
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  );
}

/** @throws ApiError when the nonce came before. Called last, so that a refused request uses up no nonce. */
export function spendNonce(context: VerifyContext, accessKeyId: string, nonce: string): void {
  if (!context.nonces.use(accessKeyId, nonce, context.now())) {
    throw new ApiError(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
  }
}

/** Remembers nonces for at least the two halves of the time window, in three generations that rotate. */
export function nonceMemory() {
  let generations: [Set<string>, Set<string>, Set<string>] = [new Set(), new Set(), new Set()];
  let turnedAt = Number.NEGATIVE_INFINITY;
  return {
    use(accessKeyId: string, nonce: string, now: number): boolean {
      if (now - turnedAt > WINDOW_MS) {
        generations = [new Set(), generations[0], generations[1]];
        turnedAt = now;
      }
      const entry = `${accessKeyId}\n${nonce}`;
      if (generations.some((generation) => generation.has(entry))) return false;
      generations[0].add(entry);
      return true;
    },
  };
}
