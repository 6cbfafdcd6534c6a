import { expect, it } from "vitest";
import { prettyBody } from "./pretty-body.ts";

it("lays JSON out", () => {
  expect(prettyBody('{"RequestId":"A","NonExistVideoIds":[]}')).toEqual({
    text: '{\n  "RequestId": "A",\n  "NonExistVideoIds": []\n}',
    isJson: true,
  });
});

it.each(["<html>502</html>", '{"RequestId":"A","Non', ""])("changes nothing about %j", (body) => {
  expect(prettyBody(body)).toEqual({ text: body, isJson: false });
});
