import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { createVodClient } from "./client.ts";
import { answerText, type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

/**
 * The request and both answers that the vendor's page shows, masks included. The answers name
 * 23ab850b4f6f44*****b6e91d24d8157; the request asks for 23ab850b4f6*****54b6e91d24d8157.
 */
const FIRST = "23ab850b4f6*****54b6e91d24d8157";
const SECOND = "93ab850b4f6f4*****b6e91d24d81d4";
const NAMED = "23ab850b4f6f44*****b6e91d24d8157";
const REQUEST_ID = "25818875-5F78-4A*****F6-D7393642CA58";

const XML = `<DeleteMezzaninesResponse>
      <RequestId>${REQUEST_ID}</RequestId>
      <NonExistVideoIds>${SECOND}</NonExistVideoIds>
      <UnRemoveableVideoIds>${NAMED}</UnRemoveableVideoIds>
</DeleteMezzaninesResponse>`;

const JSON_ANSWER = `{
    "RequestId": "${REQUEST_ID}",
    "NonExistVideoIds": "${SECOND}",
    "UnRemoveableVideoIds":"${NAMED}"
}`;

const SECRET = "testAccessKeySecret";

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function deleteWithAnswer(body: string, type: string) {
  server = await startScriptedServer((response) => answerText(response, 200, body, type));
  const client = createVodClient({
    endpoint: server.url,
    region: "cn-shanghai",
    credentials: { accessKeyId: "testAccessKeyId", accessKeySecret: SECRET },
    timeoutMs: 2000,
    signature: "v1",
  });
  return client.deleteMezzanines([FIRST, SECOND], false);
}

describe("the documented request, signed V1.0", () => {
  it("carries the documented parameters and a signature that verifies", async () => {
    await deleteWithAnswer(JSON_ANSWER, "application/json");
    const { Signature: signature, ...signed } = Object.fromEntries(
      server?.requests[0]?.url.searchParams ?? [],
    );
    expect(signed).toMatchObject({
      Action: "DeleteMezzanines",
      Version: "2017-03-21",
      VideoIds: `${FIRST},${SECOND}`,
      Force: "false",
      AccessKeyId: "testAccessKeyId",
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: expect.any(String),
      Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(signature).toBe(signatureV1(signed));
  });

  it("signs as the published vector does", () => {
    const vector = {
      Action: "DeleteMezzanines",
      AccessKeyId: "testAccessKeyId",
      Force: "false",
      Format: "JSON",
      SignatureMethod: "HMAC-SHA1",
      SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
      SignatureVersion: "1.0",
      Timestamp: "2026-01-02T03:04:05Z",
      Version: "2017-03-21",
      VideoIds: "23ab850b4f654b6e91d24d8157000001,93ab850b4f6f4b6e91d24d81d4000002",
    };
    expect(signatureV1(vector)).toBe("rc1FKXxi5XhhkBBmo+qfaKluY6g=");
  });
});

describe("the documented answers", () => {
  it.each([
    ["XML", XML, "text/xml;charset=utf-8"],
    ["JSON", JSON_ANSWER, "application/json;charset=utf-8"],
  ])(
    "in %s are read to the letter, and not trusted: they name an id the request does not",
    async (_n, body, type) => {
      expect(await deleteWithAnswer(body, type)).toEqual({
        kind: "answered",
        requestId: REQUEST_ID,
        httpStatus: 200,
        body,
        data: {
          accepted: [FIRST],
          nonExist: [SECOND],
          unRemoveable: [],
          trusted: false,
          reason: "foreign-id",
          foreignIds: [NAMED],
        },
      });
    },
  );
});

/** vod-api.md §3.2, written here a second time so that the client is held against something else. */
function signatureV1(parameters: Record<string, string>): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const canonical = Object.entries(parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  return createHmac("sha1", `${SECRET}&`)
    .update(`POST&%2F&${encode(canonical)}`)
    .digest("base64");
}
