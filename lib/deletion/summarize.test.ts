import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CauseRow, failureCauses, type OutcomeTally, summarize, sumsUp } from "./summarize.ts";
import { OUTCOMES } from "./types.ts";

const tally = (outcome: OutcomeTally["outcome"], count: number, bytes = count * 10): OutcomeTally => ({
  outcome,
  count,
  bytes,
});
const anyTallies = fc.array(
  fc.record({ outcome: fc.constantFrom(...OUTCOMES), count: fc.nat(1_000_000), bytes: fc.nat() }),
);

describe("summarize", () => {
  it("calls only verified bytes reclaimed; accepted ones stand apart", () => {
    const summary = summarize([tally("verified", 5), tally("accepted", 7), tally("unverified", 1)], false);
    expect(summary.reclaimed).toEqual({ count: 5, bytes: 50 });
    expect(summary.accepted).toEqual({ count: 7, bytes: 70 });
  });

  it("counts an unknown item as ended only in a finished deletion", () => {
    const tallies = [tally("unknown", 2), tally("failed", 1), tally("pending", 4)];
    expect(summarize(tallies, false).ended.count).toBe(1);
    expect(summarize(tallies, true).ended.count).toBe(3);
  });

  it("counts as sent neither what waits nor what was never sent", () => {
    const tallies = [tally("pending", 1), tally("sending", 1), tally("not-sent", 1), tally("unremovable", 1)];
    expect(summarize(tallies, false).sent.count).toBe(1);
  });

  it("has an amount for every outcome, and they add up", () => {
    fc.assert(
      fc.property(anyTallies, (tallies) => {
        const { byOutcome, total } = summarize(tallies, true);
        const counts = OUTCOMES.map((outcome) => byOutcome[outcome].count);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(total.count);
        expect(sumsUp(tallies, total.count)).toBe(true);
        expect(sumsUp(tallies, total.count + 1)).toBe(false);
      }),
    );
  });
});

describe("sumsUp", () => {
  it("does not let a count below zero hide in a right sum", () => {
    expect(sumsUp([tally("pending", 3, 0), tally("sending", -1, 0)], 2)).toBe(false);
  });

  it("holds for an empty list only with nothing in it", () => {
    expect(sumsUp([], 0)).toBe(true);
    expect(sumsUp([], 1)).toBe(false);
  });
});

describe("failureCauses", () => {
  const row = (change: Partial<CauseRow>): CauseRow => ({
    outcome: "failed",
    reason: null,
    code: null,
    count: 1,
    bytes: 10,
    ...change,
  });

  it("puts failures first, larger causes before smaller ones, and adds up rows of one cause", () => {
    const causes = failureCauses([
      row({ outcome: "not-sent", reason: "cancelled", count: 900 }),
      row({ outcome: "missing", count: 3 }),
      row({ code: "InternalError", count: 1 }),
      row({ code: "Forbidden", count: 2 }),
      row({ code: "InternalError", count: 4 }),
      row({ outcome: "unknown", count: 1 }),
    ]);
    expect(causes.map((c) => [c.outcome, c.code ?? c.reason, c.count, c.bytes])).toEqual([
      ["failed", "InternalError", 5, 20],
      ["failed", "Forbidden", 2, 10],
      ["unknown", null, 1, 10],
      ["missing", null, 3, 10],
      ["not-sent", "cancelled", 900, 10],
    ]);
  });

  it("names neither what went well, nor what is under way, nor empty rows", () => {
    const outcomes = ["verified", "accepted", "pending", "sending"] as const;
    expect(failureCauses([...outcomes.map((outcome) => row({ outcome })), row({ count: 0 })])).toEqual([]);
  });
});
