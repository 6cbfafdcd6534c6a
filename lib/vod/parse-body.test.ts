import { describe, expect, it } from "vitest";
import { parseBody } from "./parse-body.ts";

const parse = (text: string) => parseBody(text, "DeleteMezzanines");

describe("parseBody", () => {
  it("reads JSON and the operation's XML alike", () => {
    const value = { RequestId: "R-1", NonExistVideoIds: ["a", "b"] };
    expect(parse(JSON.stringify(value))).toEqual({ kind: "result", value });
    const xml =
      '<?xml version="1.0" encoding="UTF-8"?><DeleteMezzaninesResponse><RequestId>R-1</RequestId>' +
      "<NonExistVideoIds>a</NonExistVideoIds><NonExistVideoIds>b</NonExistVideoIds></DeleteMezzaninesResponse>";
    expect(parse(xml)).toEqual({ kind: "result", value });
  });

  it("reads an error in both formats, under any status", () => {
    const error = { RequestId: "R", Code: "Throttling.User", Message: "slow & steady" };
    expect(parse(JSON.stringify(error))).toEqual({ kind: "error", code: "Throttling.User", value: error });
    const xml =
      "<Error><RequestId>R</RequestId><Code>Throttling.User</Code><Message>slow &amp; steady</Message></Error>";
    expect(parse(xml)).toEqual({ kind: "error", code: "Throttling.User", value: error });
  });

  it.each([
    ["a numeric code", '{"RequestId":"R","Code":500}', "500"],
    ["a code in lower case", '{"RequestId":"R","code":"Oops"}', "Oops"],
    [
      "a code under the operation's root",
      "<DeleteMezzaninesResponse><RequestId>R</RequestId><Code>Oops</Code></DeleteMezzaninesResponse>",
      "Oops",
    ],
  ])("never takes %s for a result", (_name, text, code) => {
    expect(parse(text)).toMatchObject({ kind: "error", code });
  });

  it("keeps ids that look like numbers as they were written", () => {
    const id = "00012345678901234567890123456789";
    const xml = `<DeleteMezzaninesResponse><RequestId>1</RequestId><NonExistVideoIds>${id}</NonExistVideoIds></DeleteMezzaninesResponse>`;
    expect(parse(xml)).toMatchObject({ value: { RequestId: "1", NonExistVideoIds: id } });
  });

  it("keeps every digit of an integer past 2^53", () => {
    expect(parse('{"Size":9007199254740993,"Small":12}')).toMatchObject({
      value: { Size: "9007199254740993", Small: 12 },
    });
  });

  it.each([
    ["nothing", ""],
    ["a proxy's page", "<html><body><h1>502 Bad Gateway</h1></body></html>"],
    ["another operation's answer", "<DeleteVideoResponse><RequestId>R</RequestId></DeleteVideoResponse>"],
    ["cut JSON", '{"RequestId":"R","NonExistVideoIds":["a"'],
    ["cut XML", "<DeleteMezzaninesResponse><RequestId>R</RequestId>"],
    ["a JSON array", "[]"],
    ["a JSON string", '"ok"'],
    ["an empty XML answer", "<DeleteMezzaninesResponse/>"],
    ["an XML error without a code", "<Error><Message>m</Message></Error>"],
    ["plain text", "OK"],
  ])("does not read %s", (_name, text) => expect(parse(text).kind).toBe("unreadable"));

  it("does not expand entities a document declares", () => {
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' +
      "<DeleteMezzaninesResponse><RequestId>&b;</RequestId></DeleteMezzaninesResponse>";
    expect(parse(bomb)).toEqual({ kind: "unreadable", reason: "the body declares a DOCTYPE" });
  });
});
