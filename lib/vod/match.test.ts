import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { and, timeBetween, videoIdIn } from "./match.ts";

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

describe("timeBetween", () => {
  const from = new Date("2026-01-02T03:04:05.900Z");
  const to = new Date("2026-01-02T04:00:00.001Z");

  it("is closed at the beginning and open at the end, in whole seconds", () => {
    expect(timeBetween("CreationTime", from, to)).toBe(
      "CreationTime = ['2026-01-02T03:04:05Z','2026-01-02T04:00:01Z')",
    );
  });

  it("leaves a side without a bound open", () => {
    expect(timeBetween("ModificationTime", from, null)).toBe("ModificationTime = ['2026-01-02T03:04:05Z',)");
    expect(timeBetween("CreationTime", null, to)).toBe("CreationTime = (,'2026-01-02T04:00:01Z')");
  });

  it("refuses an empty range, an invalid date, and no bound at all", () => {
    const now = new Date("2026-01-01T00:00:00Z");
    expect(() => timeBetween("CreationTime", now, now)).toThrow(RangeError);
    expect(() => timeBetween("CreationTime", from, new Date(Number.NaN))).toThrow(RangeError);
    expect(() => timeBetween("CreationTime", new Date(Number.NaN), null)).toThrow(RangeError);
    expect(() => timeBetween("CreationTime", null, null)).toThrow(RangeError);
  });
});

describe("and", () => {
  it("joins expressions and refuses nothing", () => {
    expect(and(videoIdIn(["a"]), videoIdIn(["b"]))).toBe("VideoId in ('a') and VideoId in ('b')");
    expect(() => and()).toThrow(RangeError);
  });
});
