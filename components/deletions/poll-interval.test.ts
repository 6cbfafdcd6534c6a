import { describe, expect, it } from "vitest";
import { DELETION_STATES } from "@/lib/deletion/types.ts";
import { IDLE_AFTER_MS, pollInterval } from "./poll-interval.ts";

const seen = { hidden: false, idleMs: 0 };

describe("pollInterval", () => {
  it("never asks more than once a second", () => {
    for (const state of DELETION_STATES) {
      const interval = pollInterval(state, seen);
      expect(interval === false || interval >= 1000).toBe(true);
    }
  });

  it("stops when nothing changes by itself any more", () => {
    expect((["finished", "failed", "discarded"] as const).map((s) => pollInterval(s, seen))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("asks less often when nobody looks", () => {
    expect(pollInterval("running", seen)).toBe(1000);
    expect(pollInterval("running", { hidden: false, idleMs: IDLE_AFTER_MS })).toBe(5000);
    expect(pollInterval("running", { hidden: true, idleMs: 0 })).toBe(15_000);
  });
});
