import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { keyTable } from "./credentials.ts";
import { ApiError } from "./errors.ts";
import { signV1, verifyV1 } from "./signature-v1.ts";
import { canonicalRequestV3, signV3, verifyV3 } from "./signature-v3.ts";
import { nonceMemory, type SignedRequest, type VerifyContext } from "./verify.ts";

const EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const context = (at: string, more: Partial<VerifyContext> = {}): VerifyContext => ({
  keys: keyTable(),
  now: () => Date.parse(at),
  nonces: nonceMemory(),
  ...more,
});

function codeOf(run: () => unknown): string {
  try {
    run();
    return "accepted";
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}

const v1 = (params: Record<string, string>, method = "GET", inForm: string[] = []): SignedRequest => {
  const entries = Object.entries(params);
  return {
    method,
    headers: { host: "vod.cn-shanghai.aliyuncs.com" },
    query: new Map(entries.filter(([name]) => !inForm.includes(name))),
    form: new Map(entries.filter(([name]) => inForm.includes(name))),
    body: Buffer.alloc(0),
  };
};

describe("signature V1.0 (vod-api.md §3.2)", () => {
  const official = {
    AccessKeyId: "testAccessKeyId",
    Action: "GetVideoPlayAuth",
    Format: "JSON",
    SignatureMethod: "HMAC-SHA1",
    SignatureNonce: "8f8a035d-6496-4268-afd4-67c22837e38d",
    SignatureVersion: "1.0",
    Timestamp: "2017-10-10T12:02:54Z",
    Version: "2017-03-21",
    VideoId: "5aed81b74ba84920be578cdfe004af4b",
  };
  const ours = {
    AccessKeyId: "testAccessKeyId",
    Action: "DeleteMezzanines",
    Force: "false",
    Format: "JSON",
    SignatureMethod: "HMAC-SHA1",
    SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
    SignatureVersion: "1.0",
    Timestamp: "2026-01-02T03:04:05Z",
    Version: "2017-03-21",
    VideoIds: "23ab850b4f654b6e91d24d8157000001,93ab850b4f6f4b6e91d24d81d4000002",
  };
  const at = "2026-01-02T03:04:05Z";
  const signed = (params: Record<string, string>, method = "GET", secret = "testAccessKeySecret") => ({
    ...params,
    Signature: signV1(method, Object.entries(params), secret),
  });

  test("the official sample is accepted", () => {
    const request = v1({ ...official, Signature: "Ibgh7y8Vp47LBuAsf5Xhi1SvDss=" });
    expect(verifyV1(request, context("2017-10-10T12:02:54Z")).key.accessKeyId).toBe("testAccessKeyId");
  });

  test.each([
    ["GET", "VGIBRVNaoPexZWHbRszg54VR8uU="],
    ["POST", "rc1FKXxi5XhhkBBmo+qfaKluY6g="],
  ])("the vector for %s is accepted and is bound to its method", (method, Signature) => {
    expect(verifyV1(v1({ ...ours, Signature }, method), context(at)).version).toBe("1.0");
    const other = method === "GET" ? "POST" : "GET";
    expect(codeOf(() => verifyV1(v1({ ...ours, Signature }, other), context(at)))).toBe(
      "SignatureDoesNotMatch",
    );
  });

  test("parameters in a form body are signed together with those of the query", () => {
    const request = v1(signed(ours, "POST"), "POST", ["VideoIds", "Force", "Signature"]);
    expect(codeOf(() => verifyV1(request, context(at)))).toBe("accepted");
  });

  test("an empty SignatureType counts", () => {
    const { Signature } = signed({ ...ours, SignatureType: "" });
    const withEmpty = v1({ ...ours, SignatureType: "", Signature });
    expect(codeOf(() => verifyV1(withEmpty, context(at)))).toBe("accepted");
    const without = v1({ ...ours, Signature });
    expect(codeOf(() => verifyV1(without, context(at)))).toBe("SignatureDoesNotMatch");
  });

  test.each(["AccessKeyId", "SignatureMethod", "SignatureVersion", "SignatureNonce"])(
    "a missing %s is named",
    (name) => {
      const params: Record<string, string> = signed(ours);
      delete params[name];
      expect(codeOf(() => verifyV1(v1(params), context(at)))).toBe("MissingParameter");
    },
  );

  test.each([
    ["no Timestamp", { Timestamp: "" }, "IllegalTimestamp"],
    ["a malformed Timestamp", { Timestamp: "2026-01-02 03:04:05" }, "InvalidTimeStamp.Format"],
    ["16 minutes early", { Timestamp: "2026-01-02T02:48:05Z" }, "InvalidTimeStamp.Expired"],
    ["16 minutes late", { Timestamp: "2026-01-02T03:20:05Z" }, "InvalidTimeStamp.Expired"],
    ["14 minutes late", { Timestamp: "2026-01-02T03:18:05Z" }, "accepted"],
    ["another method", { SignatureMethod: "HMAC-SHA256" }, "InvalidSignatureMethod"],
    ["an unknown key", { AccessKeyId: "nobody" }, "InvalidAccessKeyId.NotFound"],
    ["a disabled key", { AccessKeyId: "sandbox-disabled" }, "InvalidAccessKeyId.Inactive"],
  ])("%s", (_, change, code) => {
    expect(codeOf(() => verifyV1(v1(signed({ ...ours, ...change })), context(at)))).toBe(code);
  });

  test("a wrong secret is refused, and the answer shows the string to sign", () => {
    const request = v1(signed(ours, "GET", "wrong"));
    expect(() => verifyV1(request, context(at))).toThrow(/server string to sign is:GET&%2F&AccessKeyId/);
  });

  test("a nonce is good once, and a refused request does not spend it", () => {
    const shared = context(at);
    const bad = v1({ ...ours, Signature: "AAAA" });
    expect(codeOf(() => verifyV1(bad, shared))).toBe("SignatureDoesNotMatch");
    expect(codeOf(() => verifyV1(v1(signed(ours)), shared))).toBe("accepted");
    expect(codeOf(() => verifyV1(v1(signed(ours)), shared))).toBe("SignatureNonceUsed");
  });

  test.each([
    ["sandbox-token", "accepted"],
    ["sandbox-token-expired", "InvalidSecurityToken.Expired"],
    ["someone-else's", "InvalidSecurityToken.MismatchWithAccessKey"],
  ])("a temporary key with the token %s", (SecurityToken, code) => {
    const params = signed(
      { ...ours, AccessKeyId: "STS.sandbox", SecurityToken },
      "GET",
      "STS.sandbox-secret",
    );
    expect(codeOf(() => verifyV1(v1(params), context(at)))).toBe(code);
  });

  test("a temporary key without a token is not found", () => {
    const params = signed({ ...ours, AccessKeyId: "STS.sandbox" }, "GET", "STS.sandbox-secret");
    expect(codeOf(() => verifyV1(v1(params), context(at)))).toBe("InvalidAccessKeyId.NotFound");
  });
});

describe("signature V3 (vod-api.md §3.3)", () => {
  const at = "2026-01-02T03:04:05Z";
  const query = new Map([
    ["VideoIds", "23ab850b4f654b6e91d24d8157000001,93ab850b4f6f4b6e91d24d81d4000002"],
    ["Force", "false"],
  ]);
  const headers: Record<string, string> = {
    host: "vod.cn-shanghai.aliyuncs.com",
    "x-acs-action": "DeleteMezzanines",
    "x-acs-content-sha256": EMPTY_SHA256,
    "x-acs-date": at,
    "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
    "x-acs-version": "2017-03-21",
  };
  const authorization = (
    signature: string,
    signedHeaders = Object.keys(headers).sort(),
    key = "testAccessKeyId",
  ) => `ACS3-HMAC-SHA256 Credential=${key},SignedHeaders=${signedHeaders.join(";")},Signature=${signature}`;
  const request = (more: Record<string, string>, body = Buffer.alloc(0)): SignedRequest => ({
    method: "POST",
    headers: { ...headers, ...more },
    query,
    form: new Map(),
    body,
  });
  const OURS = "5d864f3d3fcc1b53e35a8d2dc75b89876cdc1d0078838c6c87ca390de7e32736";
  /** Signs what `more` adds as well. */
  const sign = (more: Record<string, string>, secret = "testAccessKeySecret", key = "testAccessKeyId") => {
    const all = { ...headers, ...more };
    const names = Object.keys(all).sort();
    const canonical = canonicalRequestV3("POST", query, all, names, all["x-acs-content-sha256"] ?? "");
    return { ...more, authorization: authorization(signV3(canonical, secret), names, key) };
  };

  test("the official example has the signature its page prints", () => {
    const example = {
      host: "ecs.cn-shanghai.aliyuncs.com",
      "x-acs-action": "RunInstances",
      "x-acs-content-sha256": EMPTY_SHA256,
      "x-acs-date": "2023-10-26T10:22:32Z",
      "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
      "x-acs-version": "2014-05-26",
    };
    const canonical = canonicalRequestV3(
      "POST",
      new Map([
        ["RegionId", "cn-shanghai"],
        ["ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"],
      ]),
      example,
      Object.keys(example).sort(),
      EMPTY_SHA256,
    );
    expect(signV3(canonical, "YourAccessKeySecret")).toBe(
      "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    );
  });

  test("our vector has its canonical hash and is accepted", () => {
    const canonical = canonicalRequestV3("POST", query, headers, Object.keys(headers).sort(), EMPTY_SHA256);
    expect(createHash("sha256").update(canonical).digest("hex")).toBe(
      "50fc44bcc3dc81fb45859d990afbd5854d5c985a561e9b0705e2f0951bf797e7",
    );
    expect(verifyV3(request({ authorization: authorization(OURS) }), context(at)).version).toBe("V3");
  });

  test("x-acs-credentials-provider is signed like any x-acs header", () => {
    const provider = { "x-acs-credentials-provider": "static_ak" };
    expect(codeOf(() => verifyV3(request(sign(provider)), context(at)))).toBe("accepted");
    const unsigned = request({ ...provider, authorization: authorization(OURS) });
    expect(codeOf(() => verifyV3(unsigned, context(at)))).toBe("IncompleteSignature");
  });

  test("a signed content-type counts", () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect(codeOf(() => verifyV3(request(sign(form)), context(at)))).toBe("accepted");
    const changed = request({ ...sign(form), "content-type": "text/plain" });
    expect(codeOf(() => verifyV3(changed, context(at)))).toBe("SignatureDoesNotMatch");
  });

  test("a body other than the one signed is refused", () => {
    const tampered = request({ authorization: authorization(OURS) }, Buffer.from("VideoIds=x"));
    expect(codeOf(() => verifyV3(tampered, context(at)))).toBe("SignatureDoesNotMatch");
  });

  test.each([
    ["nonsense", { authorization: "Bearer x" }, "IncompleteSignature"],
    [
      "another algorithm",
      { authorization: authorization(OURS).replace("SHA256", "SM3") },
      "InvalidSignatureMethod",
    ],
    ["a wrong signature", { authorization: authorization("0".repeat(64)) }, "SignatureDoesNotMatch"],
    ["a wrong secret", sign({}, "wrong"), "SignatureDoesNotMatch"],
    ["an unknown key", sign({}, "x", "nobody"), "InvalidAccessKeyId.NotFound"],
    ["a disabled key", sign({}, "x", "sandbox-disabled"), "InvalidAccessKeyId.Inactive"],
    ["a malformed date", sign({ "x-acs-date": "today" }), "InvalidTimeStamp.Format"],
    ["16 minutes late", sign({ "x-acs-date": "2026-01-02T03:20:05Z" }), "InvalidTimeStamp.Expired"],
    ["no nonce", sign({ "x-acs-signature-nonce": "" }), "MissingParameter"],
    [
      "an expired token",
      sign({ "x-acs-security-token": "sandbox-token-expired" }, "STS.sandbox-secret", "STS.sandbox"),
      "InvalidSecurityToken.Expired",
    ],
    [
      "a good token",
      sign({ "x-acs-security-token": "sandbox-token" }, "STS.sandbox-secret", "STS.sandbox"),
      "accepted",
    ],
  ])("%s", (_, more, code) => {
    expect(codeOf(() => verifyV3(request(more), context(at)))).toBe(code);
  });

  test("a nonce is good once", () => {
    const shared = context(at);
    const good = request({ authorization: authorization(OURS) });
    expect(codeOf(() => verifyV3(good, shared))).toBe("accepted");
    expect(codeOf(() => verifyV3(good, shared))).toBe("SignatureNonceUsed");
  });

  test("a nonce is remembered as long as its request could be replayed", () => {
    const memory = nonceMemory();
    const start = Date.parse(at);
    expect(memory.use("key", "n", start)).toBe(true);
    // Traffic in between turns the generations.
    for (let minute = 1; minute <= 30; minute++)
      memory.use("key", `other-${minute}`, start + minute * 60_000);
    expect(memory.use("key", "n", start + 30 * 60_000)).toBe(false);
    expect(memory.use("another key", "n", start + 30 * 60_000)).toBe(true);
  });
});
