import { describe, expect, it, vi } from "vitest";
import { type CrashPoint, crashAt } from "./crash-points.ts";

describe("a crash point", () => {
  function livesThrough(spec: string, points: CrashPoint[]): number | "all" {
    const die = vi.fn();
    const reach = crashAt(spec, die);
    for (const [i, point] of points.entries()) {
      reach(point);
      if (die.mock.calls.length > 0) return i;
    }
    return "all";
  }

  it("is the n-th time that it is reached; others do not count", () => {
    expect(livesThrough("delete:before:2", ["delete:before", "read:before", "delete:before"])).toBe(2);
    expect(livesThrough("delete:before:2", ["delete:before", "delete:after", "read:before"])).toBe("all");
  });

  it("after another is counted only from there on", () => {
    const spec = "delete:after:1,commit:before:2";
    const early: CrashPoint[] = ["commit:before", "commit:before", "delete:after"];
    expect(livesThrough(spec, early)).toBe("all");
    expect(livesThrough(spec, [...early, "commit:before", "commit:after", "commit:before"])).toBe(5);
  });

  it("that is none is refused", () => {
    for (const spec of [
      "",
      "delete",
      "delete:before",
      "delete:before:0",
      "delete:before:x",
      "slot:during:1",
    ]) {
      expect(() => crashAt(spec, () => {})).toThrow(RangeError);
    }
  });
});
