import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTypedCount } from "./parse-typed-count.ts";

const toFullWidth = (text: string) =>
  text.replace(/[0-9,.]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

describe("parseTypedCount", () => {
  it.each([
    ["1240", 1240],
    [" 1240\n", 1240],
    ["1,240", 1240],
    ["1 240", 1240],
    ["1\u00a0240", 1240],
    ["1\u202f240", 1240],
    ["1'240", 1240],
    ["1’240", 1240],
    ["１２４０", 1240],
    ["１，２４０", 1240],
    ["１\u3000２４０", 1240],
    ["1.240.000", 1_240_000],
    ["0", 0],
    ["9007199254740991", Number.MAX_SAFE_INTEGER],
  ])("reads %j", (text, count) => {
    expect(parseTypedCount(text)).toBe(count);
  });

  it.each([
    "",
    " ",
    "1.240",
    "12.5",
    "1,24",
    "12,40",
    "1,2345",
    "1,240.000",
    "1,240 000",
    ",240",
    "1,240,",
    "0,240",
    "007",
    "-5",
    "+5",
    "1e3",
    "0x10",
    "1240 files",
    "1²",
    "①",
    "一二四〇",
    "9007199254740992",
    "1,,240",
    "Infinity",
  ])("refuses %j", (text) => {
    expect(parseTypedCount(text)).toBeNull();
  });

  it("reads every count as any of the two languages writes it, in either width", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom("en", "zh-CN", "fr", "de-CH"), (count, locale) => {
        const grouped = new Intl.NumberFormat(locale).format(count);
        for (const text of [String(count), grouped]) {
          expect(parseTypedCount(text)).toBe(count);
          expect(parseTypedCount(toFullWidth(text))).toBe(count);
        }
      }),
    );
  });

  it("reads no text as a count it does not spell, digit for digit", () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("1", "23", "240", "000", ",", ".", " ", "'"), { maxLength: 7 }),
        (parts) => {
          const text = parts.join("");
          const count = parseTypedCount(text);
          if (count === null) return;
          read += 1;
          expect(text.trim().replace(/[,. ']/g, "")).toBe(String(count));
          const separators = new Set(text.trim().replace(/\d/g, ""));
          expect(separators.size).toBeLessThanOrEqual(1);
          if (separators.has(".")) expect(count).toBeGreaterThanOrEqual(1_000_000);
        },
      ),
      { numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
