import { describe, expect, it } from "vitest";
import { OUTCOMES, type Outcome } from "@/lib/deletion/types.ts";
import type { Amount, CauseView } from "@/lib/engine/views.ts";
import { OUTCOME_ORDER, segments, settled, splitCauses } from "./settled.ts";

const none = { count: 0, bytes: 0 };
function view(counts: Partial<Record<Outcome, number>>, planned: number) {
  const tallies = Object.fromEntries(OUTCOMES.map((o) => [o, { count: counts[o] ?? 0, bytes: 0 }])) as Record<
    Outcome,
    Amount
  >;
  const total = { count: planned, bytes: 0 };
  return {
    tallies,
    itemCount: Object.values(counts).reduce((a, b) => a + b, 0),
    plan: {
      total,
      normal: total,
      forced: none,
      lastCopy: none,
      forceConsented: false,
      lastCopyConsented: false,
      typedCountRequired: false,
    },
  };
}

describe("segments", () => {
  it("has a place for every outcome", () => {
    expect([...OUTCOME_ORDER].sort()).toEqual([...OUTCOMES].sort());
  });

  it("leaves out what was never meant to be sent, and nothing else", () => {
    const shown = segments(view({ verified: 5, failed: 2, "not-sent": 103 }, 10));
    expect(shown.map((s) => [s.outcome, s.count])).toEqual([
      ["verified", 5],
      ["failed", 2],
      ["not-sent", 3],
    ]);
  });

  it("makes shares that add up to one", () => {
    const shown = segments(view({ verified: 1, pending: 1, unknown: 1 }, 3));
    expect(shown.reduce((sum, s) => sum + s.share, 0)).toBeCloseTo(1);
    expect(segments(view({}, 0))).toEqual([]);
  });
});

describe("settled", () => {
  it("counts an accepted item as open until it is read back", () => {
    expect(settled(view({ verified: 5, accepted: 3, sending: 1, pending: 1, missing: 2 }, 12))).toEqual({
      done: 7,
      total: 12,
    });
  });
});

describe("splitCauses", () => {
  const cause = (outcome: Outcome, reason: CauseView["reason"] = null): CauseView => ({
    outcome,
    reason,
    code: null,
    message: null,
    count: 1,
    bytes: 1,
  });

  it("never counts what a person left out as a problem, nor what is under way as either", () => {
    const split = splitCauses([
      cause("failed"),
      cause("not-sent", "excluded"),
      cause("not-sent", "changed"),
      cause("accepted"),
      cause("pending"),
    ]);
    expect(split.problems.map((c) => c.reason ?? c.outcome)).toEqual(["failed", "changed"]);
    expect(split.rest.map((c) => c.reason)).toEqual(["excluded"]);
  });
});
