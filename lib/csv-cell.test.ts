import { expect, it } from "vitest";
import { cell } from "./csv-cell.ts";

it.each([
  ["=1+1", "'=1+1"],
  ["+49", "'+49"],
  ["-1", "'-1"],
  ["@x", "'@x"],
  ["\tx", "'\tx"],
  ["plain", "plain"],
  ['a "b", c', '"a ""b"", c"'],
])("a cell of %j is written as %j", (given, written) => {
  expect(cell(given)).toBe(written);
});

it("a number stays a number, negative or not, and nothing stays empty", () => {
  expect([cell(-5), cell(0), cell(true), cell(null)]).toEqual(["-5", "0", "true", ""]);
});
