import fc from "fast-check";
import { expect, it } from "vitest";
import { csvLine } from "./csv.ts";

it.each([
  ["=1+1", "'=1+1"],
  ["+49", "'+49"],
  ["-1", "'-1"],
  ["@x", "'@x"],
  ["＝1", "'＝1"],
  ["＋1", "'＋1"],
  ["－1", "'－1"],
  ["＠x", "'＠x"],
  ["  =1", "'  =1"],
  ["\u3000＝1", "'\u3000＝1"],
  ["\tx", '"\'\tx"'],
  ["\rx", '"\'\rx"'],
  ["\nx", '"\'\nx"'],
  ["a;=1", '"a;\'=1"'],
  ["a\n=1", '"a\n\'=1"'],
  ["plain", "plain"],
  ["a=b-c", "a=b-c"],
  ['a "b", c', '"a ""b"", c"'],
])("a cell of %j is written as %j", (given, written) => {
  expect(csvLine([given])).toBe(`${written}\r\n`);
});

it("a number stays a number, negative or not, and nothing stays empty", () => {
  expect(csvLine([-5, 0, true, null, "x"])).toBe("-5,0,true,,x\r\n");
});

const FORMULA_START = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
const texts = fc.array(
  fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom("=", "-", "＝", ";", ",", '"', "\n", "\r", "\t", " ", "a") }),
  ),
  { minLength: 1, maxLength: 5 },
);

it("whatever is written comes back whole but for apostrophes, and is no formula", () => {
  fc.assert(
    fc.property(texts, (values) => {
      const read = readLine(csvLine(values), ",");
      const bare = (text: string) => text.replaceAll("'", "");
      expect(read.map(bare)).toEqual(values.map(bare));
      expect(read.filter((cell) => FORMULA_START.test(cell))).toEqual([]);
    }),
  );
});

it("nor is a formula found by a spreadsheet that parts at semicolons and ends rows inside of cells", () => {
  fc.assert(
    fc.property(texts, (values) => {
      // The line's own end is no part of a cell.
      const pieces = csvLine(values)
        .slice(0, -2)
        .split(/[;\t\r\n]/);
      expect(pieces.filter((piece) => FORMULA_START.test(piece))).toEqual([]);
    }),
  );
});

/** The cells of one line, as RFC 4180 has it. */
function readLine(line: string, separator: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at < line.length) {
    let cell = "";
    if (line[at] === '"') {
      for (at += 1; line[at] !== '"' || line[at + 1] === '"'; at += 1) {
        if (line[at] === '"') at += 1;
        cell += line[at];
      }
      at += 1;
    } else {
      while (line[at] !== separator && line.slice(at, at + 2) !== "\r\n") {
        cell += line[at];
        at += 1;
      }
    }
    cells.push(cell);
    if (line[at] !== separator) break;
    at += 1;
  }
  return cells;
}
