import { describe, expect, it } from "vitest";
import { retryCauseOf, retryOffers } from "./retry-groups.ts";
import { NOT_SENT_REASONS, OUTCOMES } from "./types.ts";

describe("retryCauseOf", () => {
  it.each([
    ["failed", null, "normal", "failed"],
    ["unremovable", null, "normal", "force"],
    ["unremovable", null, "force", "failed"],
    ["unknown", null, "normal", "unknown"],
    ["unverified", null, "normal", "unknown"],
    ["still-present", null, "force", "unknown"],
    ["not-sent", "unchecked", null, "unchecked"],
    ["not-sent", "busy", null, "unchecked"],
    ["not-sent", "changed", "force", "unchecked"],
    ["not-sent", "held", "normal", "unchecked"],
    ["not-sent", "protected", "normal", "unchecked"],
  ] as const)("%s (%s, %s lane) → %s", (outcome, reason, lane, cause) => {
    expect(retryCauseOf({ outcome, reason, lane })).toBe(cause);
  });

  it("never offers again what is gone, under way, not there, or was left out by a person", () => {
    for (const outcome of ["verified", "accepted", "pending", "sending", "missing"] as const) {
      expect(retryCauseOf({ outcome, reason: null, lane: "normal" })).toBeNull();
    }
    for (const reason of ["excluded", "cancelled", "already-gone", "missing", "forbidden"] as const) {
      expect(retryCauseOf({ outcome: "not-sent", reason, lane: null })).toBeNull();
    }
  });
});

describe("retryOffers", () => {
  it("adds up what a child would hold, and offers no empty one", () => {
    const row = { reason: null, lane: "normal" as const };
    expect(
      retryOffers([
        { ...row, outcome: "unknown", count: 2 },
        { ...row, outcome: "still-present", count: 3 },
        { ...row, outcome: "failed", count: 1 },
        { ...row, outcome: "unremovable", count: 0 },
        { ...row, outcome: "verified", count: 99 },
      ]),
    ).toEqual([
      { cause: "failed", count: 1 },
      { cause: "unknown", count: 5 },
    ]);
  });

  it("puts every item into one child at most", () => {
    const rows = OUTCOMES.flatMap((outcome) =>
      [null, ...NOT_SENT_REASONS].flatMap((reason) =>
        ([null, "normal", "force"] as const).map((lane) => ({ outcome, reason, lane, count: 1 })),
      ),
    );
    const offered = retryOffers(rows).reduce((sum, offer) => sum + offer.count, 0);
    expect(offered).toBe(rows.filter((row) => retryCauseOf(row) !== null).length);
  });
});
