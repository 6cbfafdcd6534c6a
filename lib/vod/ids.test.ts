import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanId, idKey, splitIds } from "./ids.ts";

const HEX = "23ab850b4f654b6e91d24d8157000001";

describe("cleanId", () => {
  it("trims, and lowers the case of 32-hex ids only", () => {
    expect(cleanId(`  ${HEX.toUpperCase()}\t`)).toEqual({ ok: true, id: HEX });
    expect(cleanId("My_Video-01")).toEqual({ ok: true, id: "My_Video-01" });
  });

  it("makes full-width characters half-width", () => {
    expect(cleanId("ａｂｃ１２３")).toEqual({ ok: true, id: "abc123" });
  });

  it.each([
    ["", "empty"],
    [" \u3000", "empty"],
    ["a b", "bad-characters"],
    ["a,b", "bad-characters"],
    ["23ab*****", "bad-characters"],
    ["日本", "bad-characters"],
    ["a\u200bb", "bad-characters"],
    ["a".repeat(65), "too-long"],
  ])("refuses %j as %s", (raw, reason) => expect(cleanId(raw)).toEqual({ ok: false, reason }));

  it("never gives back an id that two calls would read differently", () => {
    // Of letters that most ids have: of any at all hardly one would be an id.
    const letter = fc.constantFrom("a", "F", "0", "9", "_", "-", "ａ", "Ｆ", "０", "ﬁ", "²", " ", "\u3000");
    const hex = fc.string({
      unit: fc.constantFrom(..."0123456789abcdefABCDEFａＦ"),
      minLength: 32,
      maxLength: 32,
    });
    const anyRaw = fc.oneof(fc.string({ unit: letter, maxLength: 8 }), hex, fc.string({ unit: "grapheme" }));
    fc.assert(
      fc.property(anyRaw, (raw) => {
        const first = cleanId(raw);
        if (first.ok) expect(cleanId(first.id)).toEqual(first);
      }),
    );
  });
});

describe("idKey", () => {
  it("ignores letter case for 32-hex ids only", () => {
    expect(idKey(HEX.toUpperCase())).toBe(HEX);
    expect(idKey("ABC")).toBe("ABC");
  });
});

describe("splitIds", () => {
  it("parts ids at commas, semicolons and white space of both widths", () => {
    const { ids, malformed, duplicates } = splitIds("\uFEFFa,b，c;d；e\tf\r\ng\u3000h、i");
    expect(ids).toEqual(["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
    expect({ malformed, duplicates }).toEqual({ malformed: [], duplicates: 0 });
  });

  it("counts every piece once: as an id, a duplicate or malformed", () => {
    const text = `${HEX} ${HEX.toUpperCase()} x x "q" ${"z".repeat(65)}`;
    expect(splitIds(text)).toEqual({ ids: [HEX, "x"], malformed: ['"q"', "z".repeat(65)], duplicates: 2 });
  });

  it("loses no piece", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zA-Z0-9*_]{1,10}$/)), (pieces) => {
        const { ids, malformed, duplicates } = splitIds(pieces.join("\n"));
        expect(ids.length + malformed.length + duplicates).toBe(pieces.length);
      }),
    );
  });
});
