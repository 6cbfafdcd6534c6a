import { describe, expect, it } from "vitest";
import { END_OUTCOMES, FINAL_OUTCOMES, isFinal, mayFollow, OUTCOME_CAUSES } from "./outcomes.ts";
import { OUTCOMES, type Outcome } from "./types.ts";

const followersOf = (from: Outcome) =>
  OUTCOMES.filter((to) => OUTCOME_CAUSES.some((by) => mayFollow(from, to, by)));

describe("the life of an item", () => {
  it.each([
    ["pending", ["not-sent", "sending", "unknown"]],
    ["sending", ["accepted", "failed", "missing", "not-sent", "pending", "unknown", "unremovable"]],
    ["accepted", ["accepted", "still-present", "unverified", "verified"]],
    ["unknown", ["failed", "missing", "not-sent", "pending", "unknown", "unremovable", "verified"]],
  ] as const)("%s → %j, and nothing else", (from, to) => {
    expect(followersOf(from).toSorted()).toEqual(to);
  });

  it("lets nothing follow an end", () => {
    for (const outcome of FINAL_OUTCOMES) expect(followersOf(outcome)).toEqual([]);
  });

  it("lets only a read-back verify, and only an answer accept", () => {
    for (const from of OUTCOMES) {
      for (const by of OUTCOME_CAUSES) {
        if (by !== "readback") expect(mayFollow(from, "verified", by)).toBe(false);
        if (by !== "answer" && from !== "accepted") expect(mayFollow(from, "accepted", by)).toBe(false);
      }
    }
  });

  it("turns a crash in mid-call into unknown, never into pending: no blind resend", () => {
    for (const to of OUTCOMES) expect(mayFollow("sending", to, "crash")).toBe(to === "unknown");
  });

  it("lets nothing unknown be sent before a read-back brought it back to pending", () => {
    expect(mayFollow("unknown", "sending", "claim")).toBe(false);
    expect(OUTCOMES.filter((from) => mayFollow(from, "sending", "claim"))).toEqual(["pending"]);
  });

  it("ends an unknown item only when no read-back is due", () => {
    expect(isFinal({ outcome: "unknown", checkDue: true })).toBe(false);
    expect(isFinal({ outcome: "unknown", checkDue: false })).toBe(true);
    expect(isFinal({ outcome: "verified", checkDue: false })).toBe(true);
    for (const outcome of ["pending", "sending", "accepted"] as const) {
      expect(isFinal({ outcome, checkDue: false })).toBe(false);
      expect(END_OUTCOMES).not.toContain(outcome);
    }
  });
});
