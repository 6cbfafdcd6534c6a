import { describe, expect, it } from "vitest";
import { MAX_STORED_BYTES, redact, redactForStorage } from "./redact.ts";

const SIGNATURE = "Ibgh7y8Vp47LBuAsf5Xhi1SvDss";

describe("redact", () => {
  it.each([
    ["JSON member", `{"Signature":"${SIGNATURE}","Code":"X"}`, '{"Signature":"[redacted]","Code":"X"}'],
    [
      "JSON in a JSON string",
      `"{\\"Signature\\":\\"${SIGNATURE}\\"}"`,
      '"{\\"Signature\\":\\"[redacted]\\"}"',
    ],
    ["XML element", `<Signature>${SIGNATURE}</Signature>`, "<Signature>[redacted]</Signature>"],
    ["query", `/?Action=A&Signature=${SIGNATURE}%3D&B=1`, "/?Action=A&Signature=[redacted]&B=1"],
    ["encoded query", `Signature%3D${SIGNATURE}%26B%3D1`, "Signature%3D[redacted]%26B%3D1"],
    ["header", `Authorization: Bearer ${SIGNATURE}\nHost: x`, "Authorization: [redacted]\nHost: x"],
    [
      "V3 authorization",
      `"ACS3-HMAC-SHA256 Credential=ak1,SignedHeaders=host,Signature=${SIGNATURE}"`,
      '"[redacted]"',
    ],
    ["cut member", `{"SecurityToken":"CAIS${SIGNATURE}`, '{"SecurityToken":"[redacted]'],
    ["key id by its look", "key LTAI5tAbCdEfGhIjKlMn is unknown", "key [redacted] is unknown"],
    ["STS key id by its look", "key STS.NUxyzabc12345 is unknown", "key [redacted] is unknown"],
    [
      "diagnostic blob",
      '{"AuthAction":"vod:DeleteMezzanines","EncodedDiagnosticMessage":"AQEAAAAA/+=="}',
      '{"AuthAction":"vod:DeleteMezzanines","EncodedDiagnosticMessage":"[redacted]"}',
    ],
  ])("cuts the value and keeps the shape: %s", (_name, text, safe) => expect(redact(text)).toBe(safe));

  it.each([
    [
      '{"FileURL":"https://v.example.com/sv/a.mp4?Expires=1&Signature=abc%3D","Size":1}',
      '{"FileURL":"https://v.example.com/sv/a.mp4?[redacted]","Size":1}',
    ],
    [
      '{"PlayURL":"https:\\/\\/v.example.com\\/a.mp4?auth_key=1-2\\u00263","Size":1}',
      '{"PlayURL":"https:\\/\\/v.example.com\\/a.mp4?[redacted]","Size":1}',
    ],
    ["<FileURL>http://h/a?Expires=1&amp;k=2</FileURL>", "<FileURL>http://h/a?[redacted]</FileURL>"],
    ['{"URL":"https://h/a.mp4"}', '{"URL":"https://h/a.mp4"}'],
  ])("keeps host and path of a URL and drops its query", (text, safe) => expect(redact(text)).toBe(safe));

  it("cuts the string to sign out of VOD's message and keeps the rest of the body", () => {
    const body = JSON.stringify({
      Code: "SignatureDoesNotMatch",
      Message: `Not matched. server string to sign is:POST&%2F&AccessKeyId%3Dabc123%26Signature "q" tail`,
      RequestId: "R",
    });
    const safe = redact(body);
    expect(safe).not.toContain("abc123");
    expect(safe).not.toContain("POST&");
    expect(JSON.parse(safe)).toMatchObject({ Code: "SignatureDoesNotMatch", RequestId: "R" });
  });

  it("cuts values known to be secret wherever they stand, plain or encoded", () => {
    const secret = 'a/b+c="d8h';
    const text = `${secret} ${encodeURIComponent(secret)} ${JSON.stringify(secret)}`;
    expect(redact(text, [secret, "", "d"])).toBe('[redacted] [redacted] "[redacted]"');
  });

  it("needs no more than a moment for hostile text", () => {
    // Quadratic work on these would take minutes, and the test its timeout.
    for (const part of ["http://", '"string to sign is:', "AccessKeyId ", "Signature=", '\\"', "LTAI"]) {
      expect(redact(part.repeat(200_000))).toBeTypeOf("string");
    }
  });

  it("leaves an ordinary answer as it is", () => {
    const body = '{"RequestId":"25818875","NonExistVideoIds":["93ab850b4f6f4b6e91d24d81d4000002"]}';
    expect(redact(body)).toBe(body);
  });
});

describe("redactForStorage", () => {
  it("keeps at most 64 KiB and halves no character", () => {
    const stored = redactForStorage("視".repeat(30_000));
    expect(Buffer.byteLength(stored)).toBeLessThanOrEqual(MAX_STORED_BYTES);
    expect(stored).toBe("視".repeat(Math.floor(MAX_STORED_BYTES / 3)));
  });

  it("cuts secrets before it cuts the length", () => {
    const head = "x".repeat(MAX_STORED_BYTES - 20);
    const stored = redactForStorage(`${head} "Signature":"${"s".repeat(100)}"`);
    expect(stored).not.toContain("sss");
  });
});
