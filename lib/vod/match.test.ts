import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { and, createdBetween, videoIdIn } from "./match.ts";

describe("videoIdIn", () => {
  it("writes a multi-value match", () => {
    expect(videoIdIn(["a1", "b-2"])).toBe("VideoId in ('a1','b-2')");
  });

  it("refuses no ids and more than 100", () => {
    expect(() => videoIdIn([])).toThrow(RangeError);
    expect(() => videoIdIn(Array.from({ length: 101 }, (_, i) => `v${i}`))).toThrow(RangeError);
    expect(videoIdIn(Array.from({ length: 100 }, (_, i) => `v${i}`))).toContain("'v99'");
  });

  it("lets no text out of its quotes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        try {
          expect(videoIdIn([text])).toMatch(/^VideoId in \('[A-Za-z0-9_-]+'\)$/);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }),
    );
  });

  it.each(["a') or (Title='x", "a\\", 'a"', "a,b", ""])("refuses %j", (id) =>
    expect(() => videoIdIn([id])).toThrow(TypeError),
  );
});

describe("createdBetween", () => {
  it("is closed at the beginning and open at the end, in whole seconds", () => {
    const match = createdBetween(new Date("2026-01-02T03:04:05.900Z"), new Date("2026-01-02T04:00:00.001Z"));
    expect(match).toBe("CreationTime = ['2026-01-02T03:04:05Z','2026-01-02T04:00:01Z')");
  });

  it("refuses an empty range and an invalid date", () => {
    const now = new Date("2026-01-01T00:00:00Z");
    expect(() => createdBetween(now, now)).toThrow(RangeError);
    expect(() => createdBetween(now, new Date(Number.NaN))).toThrow(RangeError);
  });
});

describe("and", () => {
  it("joins expressions and refuses nothing", () => {
    expect(and(videoIdIn(["a"]), videoIdIn(["b"]))).toBe("VideoId in ('a') and VideoId in ('b')");
    expect(() => and()).toThrow(RangeError);
  });
});
