import { $OpenApiUtil } from "@alicloud/openapi-core";
import VodSdkExport from "@alicloud/vod20170321";
import { log } from "../log.ts";
import { type Reading, refusedUnsent, toResult } from "./answer.ts";
import { type AccessKey, type CredentialSource, type Credentials, createCredentials } from "./credentials.ts";
import { CALLER_LEFT, CREDENTIALS_TIMEOUT, CREDENTIALS_UNAVAILABLE, TOKEN_EXPIRED } from "./errors.ts";
import { exchange } from "./exchange.ts";
import { interopDefault } from "./interop-default.ts";
import { redact } from "./redact.ts";
import type { Caller, Refused, SlotPort, ThrottledPort, VodResult } from "./types.ts";

const VodSdk = interopDefault(VodSdkExport);
type VodSdk = InstanceType<typeof VodSdk>;

/** A drain within 10 s must be possible with calls in flight. */
const MAX_TIMEOUT_MS = 8000;

export type VodClientOptions = {
  /** Host, or `scheme://host[:port]`; null: the region's own endpoint. */
  endpoint: string | null;
  region: string;
  credentials: CredentialSource;
  /** For the whole exchange, from connecting to the last byte; under 8 s. */
  timeoutMs: number;
  slot?: SlotPort;
  throttled?: ThrottledPort;
  signature?: "v1" | "v3";
};

export type Operation<T> = Reading<T> & {
  version: string;
  /** Another host than VOD's, without scheme. */
  host?: string;
  query: Record<string, string>;
  caller: Caller;
};

export type CallOperation = <T>(operation: Operation<T>) => Promise<VodResult<T>>;

/**
 * The one way out: asks for a slot, signs and sends through the official client's `callApi`, and reads what
 * came back. Nothing is retried, except once after an expired security token, which VOD refuses unread.
 *
 * @throws RangeError when `timeoutMs` is not in (0, 8000); Error when the endpoint is not one.
 */
export function createCallOperation(options: VodClientOptions): CallOperation {
  const { timeoutMs, slot, throttled } = options;
  if (!(timeoutMs > 0 && timeoutMs < MAX_TIMEOUT_MS)) {
    throw new RangeError(`timeoutMs must be above 0 and below ${MAX_TIMEOUT_MS}`);
  }
  const credentials = createCredentials(options.credentials);
  const sdk = createSdkCache(options);

  async function attempt<T>(operation: Operation<T>, key: AccessKey): Promise<VodResult<T>> {
    const { caller } = operation;
    if ((await slot?.(operation.operation, caller)) === false) {
      return refusedUnsent(CALLER_LEFT, "The process ended before the call could leave.", false);
    }
    caller.onSlot?.();
    const ended = await exchange(() => callApi(sdk(key, operation.host), operation), timeoutMs);
    const result = toResult(ended, operation, secretsOf(key));
    if (result.kind === "refused" && result.throttled) await slowDown(operation.operation);
    return result;
  }

  /** The answer is there, and nothing that happens now may turn it into none. */
  async function slowDown(operation: string): Promise<void> {
    try {
      await throttled?.(operation);
    } catch (error) {
      log.warn({ operation, err: error }, "VOD throttled a call, and the pace could not be lowered");
    }
  }

  return async function callOperation<T>(operation: Operation<T>): Promise<VodResult<T>> {
    const key = await currentKey(credentials, timeoutMs);
    if ("kind" in key) return key;
    const result = await attempt(operation, key);
    const expired = result.kind === "refused" && result.code === TOKEN_EXPIRED;
    if (!expired || !credentials.renew(key)) return result;
    const renewed = await currentKey(credentials, timeoutMs);
    return "kind" in renewed ? renewed : attempt(operation, renewed);
  };
}

function callApi(sdk: VodSdk, operation: Operation<unknown>): Promise<unknown> {
  const params = new $OpenApiUtil.Params({
    action: operation.operation,
    version: operation.version,
    protocol: "HTTPS",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "string",
  });
  const request = new $OpenApiUtil.OpenApiRequest({
    query: operation.query,
    headers: { accept: "application/json" },
  });
  // The options' class lives in a package of the core's own; callApi only reads fields, all optional, and
  // without retryOptions it never retries.
  const runtime = { autoretry: false } as Parameters<VodSdk["callApi"]>[2];
  return sdk.callApi(params, request, runtime);
}

/** One SDK client per host, rebuilt when the key changes: the core takes its key at construction. */
function createSdkCache({ endpoint, region, timeoutMs, signature }: VodClientOptions) {
  const address = endpoint === null ? null : parseEndpoint(endpoint);
  const built = new Map<string, { key: AccessKey; sdk: VodSdk }>();
  return (key: AccessKey, host: string | undefined): VodSdk => {
    const known = built.get(host ?? "");
    if (known?.key === key) return known.sdk;
    const sdk = new VodSdk(
      new $OpenApiUtil.Config({
        ...key,
        regionId: region,
        ...(address === null ? {} : { endpoint: address.host, protocol: address.protocol }),
        ...(host === undefined ? {} : { endpoint: host, protocol: "HTTPS" }),
        ...(signature === "v1" ? { signatureAlgorithm: "v2" } : {}),
        // Ours is the deadline; the core's timers only end what nobody waits for any more.
        connectTimeout: timeoutMs + 1000,
        readTimeout: timeoutMs + 1000,
      }),
    );
    built.set(host ?? "", { key, sdk });
    return sdk;
  };
}

/** @throws Error when it has a path, a query or credentials, or is no URL at all. */
export function parseEndpoint(endpoint: string): {
  host: string;
  protocol: "HTTP" | "HTTPS";
  loopback: boolean;
} {
  const url = new URL(endpoint.includes("://") ? endpoint : `https://${endpoint}`);
  const bare = url.pathname === "/" && url.search === "" && url.username === "" && url.hash === "";
  if (!bare || !/^https?:$/.test(url.protocol)) throw new Error("a VOD endpoint is a host, without a path");
  return {
    host: url.host,
    protocol: url.protocol === "http:" ? "HTTP" : "HTTPS",
    loopback: /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(url.hostname),
  };
}

/** Bounded like a request, so that a silent metadata service cannot hold a drain. */
async function currentKey(credentials: Credentials, timeoutMs: number): Promise<AccessKey | Refused> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Refused>((resolve) => {
    const message = `no credentials within ${timeoutMs} ms`;
    timer = setTimeout(() => resolve(refusedUnsent(CREDENTIALS_TIMEOUT, message, false)), timeoutMs);
  });
  const none = (error: unknown) =>
    refusedUnsent(CREDENTIALS_UNAVAILABLE, redact(error instanceof Error ? error.message : ""), true);
  const key = await Promise.race([credentials.current().catch(none), late]);
  clearTimeout(timer);
  return key;
}

function secretsOf({ accessKeyId, accessKeySecret, securityToken }: AccessKey): string[] {
  return [accessKeyId, accessKeySecret, securityToken ?? ""];
}
