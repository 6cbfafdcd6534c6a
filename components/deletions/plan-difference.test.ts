import { describe, expect, it } from "vitest";
import { planDifference } from "./plan-difference.ts";

const amount = (count: number) => ({ count, bytes: count * 100 });
const plan = (normal: number, forced: number) => ({
  total: amount(normal + forced),
  normal: amount(normal),
  forced: amount(forced),
  lastCopy: amount(0),
  forceConsented: true,
  lastCopyConsented: false,
  typedCountRequired: false,
});

describe("planDifference", () => {
  it("names every number that changed, and only those", () => {
    const lines = planDifference(
      { state: "review", plan: plan(10, 2) },
      { state: "review", plan: plan(10, 5) },
    );
    expect(lines).toEqual([
      { what: "total", before: 12, after: 15 },
      { what: "forced", before: 2, after: 5 },
      { what: "bytes", before: 1200, after: 1500 },
    ]);
  });

  it("says that another tab has started it", () => {
    const lines = planDifference(
      { state: "review", plan: plan(1, 0) },
      { state: "countdown", plan: plan(1, 0) },
    );
    expect(lines).toEqual([{ what: "state", before: "review", after: "countdown" }]);
  });
});
