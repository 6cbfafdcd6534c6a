import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createVodClient } from "./client.ts";
import { answerJson, answerText, type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

const A = "23ab850b4f654b6e91d24d8157000001";
const B = "93ab850b4f6f4b6e91d24d81d4000002";
const KEY = { accessKeyId: "LTAI5tTestKeyIdForUs", accessKeySecret: "s3cr3t/value+of=us" };

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Script = Parameters<typeof startScriptedServer>[0];

/** Deletes A and B against the script, with either signature, and checks that no secret is in the result. */
async function deleteAgainst(script: Script, signature: "v1" | "v3", timeoutMs = 2000) {
  server = await startScriptedServer(script);
  const client = createVodClient({
    endpoint: server.url,
    region: "cn-shanghai",
    credentials: KEY,
    timeoutMs,
    signature,
  });
  const result = await client.deleteMezzanines([A, B], false);
  const text = JSON.stringify(result);
  const [request] = server.requests;
  const signatures = [
    /Signature=(\S+)/.exec(String(request?.headers.authorization ?? ""))?.[1],
    request?.url.searchParams.get("Signature"),
  ].filter((value) => typeof value === "string");
  expect(signatures).toHaveLength(1);
  for (const secret of [...signatures, KEY.accessKeyId, KEY.accessKeySecret]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(encodeURIComponent(secret));
  }
  expect(server.requests, "a deletion is sent once").toHaveLength(1);
  return result;
}

const error = (code: string, more: object = {}) => ({
  RequestId: "R-1",
  HostId: "h",
  Code: code,
  Message: "why",
  ...more,
});

function cutAfter(response: ServerResponse, end: (response: ServerResponse) => void): void {
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": 1000,
    "x-acs-request-id": "R-head",
  });
  response.write('{"RequestId":"R","NonExistVideoIds":[', () => end(response));
}

describe.each(["v3", "v1"] as const)("a deletion signed %s", (signature) => {
  it("that is throttled is refused, with the time to wait", async () => {
    const result = await deleteAgainst((response) => {
      response.setHeader("x-acs-retry-after", "1500");
      answerJson(response, 400, error("Throttling.User"));
    }, signature);
    expect(result).toEqual({
      kind: "refused",
      code: "Throttling.User",
      message: "why",
      throttled: true,
      retryAfterMs: 1500,
      fatal: false,
      requestId: "R-1",
      httpStatus: 400,
      body: JSON.stringify(error("Throttling.User")),
    });
  });

  it("that is denied is fatal, and tells the action without the diagnostic blob", async () => {
    const AccessDeniedDetail = {
      AuthAction: "vod:DeleteMezzanines",
      NoPermissionType: "ImplicitDeny",
      EncodedDiagnosticMessage: "AQEAAAAABlob/+==",
    };
    const result = await deleteAgainst(
      (response) => answerJson(response, 403, error("Forbidden.RAM", { AccessDeniedDetail })),
      signature,
    );
    expect(result).toMatchObject({
      kind: "refused",
      fatal: true,
      message: "why (vod:DeleteMezzanines, ImplicitDeny)",
      httpStatus: 403,
      body: expect.stringContaining('"AuthAction":"vod:DeleteMezzanines"'),
    });
    expect(result.body).not.toContain("Blob");
  });

  it.each(["text/xml;charset=utf-8", "text/xml; charset=UTF-8", "application/xml"])(
    "that is refused in XML (%s) is refused",
    async (type) => {
      const xml =
        "<Error><RequestId>R-x</RequestId><Code>InvalidParameter</Code><Message>m</Message></Error>";
      const result = await deleteAgainst((response) => answerText(response, 400, xml, type), signature);
      expect(result).toMatchObject({
        kind: "refused",
        code: "InvalidParameter",
        requestId: "R-x",
        httpStatus: 400,
        body: xml,
      });
    },
  );

  it.each([
    [500, "InternalError"],
    [503, "ServiceUnAvailable"],
    [503, "DeleteVideoFailed"],
    [400, "SignatureNonceUsed"],
    [400, "NeverHeardOf"],
    [200, "NeverHeardOf"],
  ])("that meets HTTP %i %s may have happened", async (status, code) => {
    const result = await deleteAgainst((response) => answerJson(response, status, error(code)), signature);
    expect(result).toMatchObject({ kind: "unanswered", code, httpStatus: status, requestId: "R-1" });
  });

  it("that a proxy answers with a page may have happened, and the page is kept", async () => {
    const page = "<html><head><title>502 Bad Gateway</title></head></html>";
    const result = await deleteAgainst((response) => {
      response.setHeader("x-acs-request-id", "R-proxy");
      answerText(response, 502, page, "text/html");
    }, signature);
    expect(result).toMatchObject({
      kind: "unanswered",
      code: "UnreadableAnswer",
      httpStatus: 502,
      requestId: "R-proxy",
      body: page,
    });
  });

  it("whose answer is cut may have happened, and what arrived is kept", async () => {
    const result = await deleteAgainst((response) => cutAfter(response, (cut) => cut.destroy()), signature);
    expect(result).toMatchObject({
      kind: "unanswered",
      code: "CutBody",
      httpStatus: 200,
      requestId: "R-head",
      body: '{"RequestId":"R","NonExistVideoIds":[',
    });
  });

  it("that gets no answer in time may have happened", async () => {
    const result = await deleteAgainst(() => {}, signature, 150);
    expect(result).toEqual({
      kind: "unanswered",
      code: "Timeout",
      message: "no answer within 150 ms",
      requestId: null,
      httpStatus: null,
      body: null,
    });
  });

  it("whose answer stalls halfway ends in time all the same", async () => {
    const result = await deleteAgainst((response) => cutAfter(response, () => {}), signature, 150);
    expect(result).toMatchObject({ kind: "unanswered", code: "Timeout", httpStatus: 200 });
  });

  it("whose connection is reset may have happened", async () => {
    const result = await deleteAgainst((_response, request) => {
      request.socket.resetAndDestroy();
    }, signature);
    expect(result).toMatchObject({ kind: "unanswered", code: "ConnectionReset", httpStatus: null });
  });

  it("that is echoed back by a proxy leaves no secret behind", async () => {
    const result = await deleteAgainst((response, request) => {
      const echo = `${request.url}\n${JSON.stringify(request.headers)}\n${request.rawHeaders.join(": ")}`;
      answerText(response, 502, `${echo}\n${KEY.accessKeySecret}`, "text/plain");
    }, signature);
    expect(result).toMatchObject({ kind: "unanswered", body: expect.stringContaining("[redacted]") });
  });

  it("refused for its signature does not repeat the string to sign", async () => {
    const result = await deleteAgainst((response) => {
      const Message = `Not matched. server string to sign is:POST&%2F&AccessKeyId%3D${KEY.accessKeyId}%26Force%3Dfalse`;
      answerJson(response, 400, error("SignatureDoesNotMatch", { Message }));
    }, signature);
    expect(result).toMatchObject({ kind: "refused", fatal: true });
    expect(JSON.stringify(result)).not.toContain("Force%3Dfalse");
  });
});

describe("a deletion that finds nobody listening", () => {
  it("is refused, since nothing can have happened, and may be sent again", async () => {
    const gone = await startScriptedServer(() => {});
    await gone.close();
    const client = createVodClient({
      endpoint: gone.url,
      region: "cn-shanghai",
      credentials: KEY,
      timeoutMs: 2000,
    });
    expect(await client.deleteMezzanines([A], false)).toEqual({
      kind: "refused",
      code: "ConnectionFailed",
      message: expect.stringContaining("ECONNREFUSED"),
      throttled: false,
      retryAfterMs: null,
      fatal: false,
      requestId: null,
      httpStatus: null,
      body: null,
    });
  });
});

describe("a connection kept from an earlier call", () => {
  it("that was closed meanwhile leaves the next deletion open, not refused", async () => {
    server = await startScriptedServer((response, request, count) => {
      if (count === 2) request.socket.resetAndDestroy();
      else answerJson(response, 200, { RequestId: "R" });
    });
    const client = createVodClient({
      endpoint: server.url,
      region: "cn-shanghai",
      credentials: KEY,
      timeoutMs: 2000,
    });
    expect(await client.deleteMezzanines([A], false)).toMatchObject({ kind: "answered" });
    expect(await client.deleteMezzanines([B], false)).toMatchObject({ kind: "unanswered" });
    expect(await client.deleteMezzanines([B], false)).toMatchObject({ kind: "answered" });
  });

  it("is reused", async () => {
    const ports = new Set<number | undefined>();
    server = await startScriptedServer((response, request) => {
      ports.add(request.socket.remotePort);
      answerJson(response, 200, { RequestId: "R" });
    });
    const client = createVodClient({
      endpoint: server.url,
      region: "cn-shanghai",
      credentials: KEY,
      timeoutMs: 2000,
    });
    for (const id of ["a", "b", "c"]) await client.deleteMezzanines([id], false);
    expect(ports.size).toBe(1);
  });
});
