import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeIds } from "./lists.ts";

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
const ids = fc.uniqueArray(id, { maxLength: 20, size: "max" });

const ENCODINGS: [string, (list: string[]) => unknown][] = [
  ["array", (list) => list],
  ["array with duplicates", (list) => [...list, ...list]],
  ["{VideoId: array}", (list) => ({ VideoId: list })],
  ["comma list", (list) => list.join(",")],
  ["comma list with spaces", (list) => ` ${list.join(" , ")} `],
  ["full-width commas", (list) => list.join("，")],
  ["full-width spaces", (list) => list.join("\u3000")],
  ["comma list inside an array", (list) => [list.join(",")]],
  ["JSON array in a string", (list) => JSON.stringify(list)],
  ["indented JSON array in a string", (list) => ` ${JSON.stringify(list, null, 2)}`],
  ["JSON object in a string", (list) => JSON.stringify({ VideoId: list })],
  ["JSON string in a string", (list) => JSON.stringify(list.join(","))],
  ["nested members", (list) => ({ VideoIds: { VideoId: list } })],
];

describe("decodeIds", () => {
  it.each(ENCODINGS)("reads the same ids, in order, from: %s", (_name, encode) => {
    fc.assert(
      fc.property(ids, (list) => {
        expect(decodeIds(encode(list))).toEqual(list);
      }),
    );
  });

  it("reads one id from a bare string and from {VideoId: string}", () => {
    fc.assert(
      fc.property(id, (one) => {
        expect(decodeIds(one)).toEqual([one]);
        expect(decodeIds({ VideoId: one })).toEqual([one]);
      }),
    );
  });

  it.each([null, undefined, "", "  ", [], {}, { VideoId: [] }, { VideoId: null }, "[]", [null, ""]])(
    "reads no id from %j",
    (empty) => expect(decodeIds(empty)).toEqual([]),
  );

  it("keeps every digit of a numeric id", () => {
    expect(decodeIds([1234567890123])).toEqual(["1234567890123"]);
    expect(() => decodeIds([2 ** 60])).toThrow(TypeError);
  });

  it.each([true, [false], { VideoId: ["a"], Other: ["b"] }, 1.5])(
    "refuses to read %j as an empty list",
    (stranger) => expect(() => decodeIds(stranger)).toThrow(TypeError),
  );
});
