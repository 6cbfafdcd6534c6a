import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lagHorizon, MAX_CHECK_DELAY_MS, nextCheckDelay, reconcileDelay } from "./next-check-delay.ts";

const anyDelay = fc.integer({ min: 0, max: 3_600_000 });

describe("nextCheckDelay", () => {
  it("starts where the settings say, doubles, and stops growing at two minutes", () => {
    const delays = [0, 1, 2, 5, 6, 7, 1_000_000].map((checks) =>
      nextCheckDelay(checks, { verifyDelayMs: 2_000 }),
    );
    expect(delays).toEqual([2_000, 4_000, 8_000, 64_000, 120_000, 120_000, 120_000]);
  });

  it("keeps to a first delay that is longer than two minutes", () => {
    expect(nextCheckDelay(3, { verifyDelayMs: 600_000 })).toBe(600_000);
  });

  it("does not turn a delay of 0 into a loop", () => {
    expect(nextCheckDelay(0, { verifyDelayMs: 0 })).toBe(0);
    expect(nextCheckDelay(1, { verifyDelayMs: 0 })).toBeGreaterThan(0);
  });

  it("never shrinks, and never passes its cap", () => {
    fc.assert(
      fc.property(anyDelay, fc.nat(100), (verifyDelayMs, checks) => {
        const delay = nextCheckDelay(checks, { verifyDelayMs });
        expect(nextCheckDelay(checks + 1, { verifyDelayMs })).toBeGreaterThanOrEqual(delay);
        expect(delay).toBeLessThanOrEqual(Math.max(MAX_CHECK_DELAY_MS, verifyDelayMs));
      }),
    );
  });
});

describe("after a send without an answer", () => {
  const timing = { requestTimeoutMs: 7_000, reconcileGraceMs: 3_000, readbackLagMs: 30_000 };

  it("looks no earlier than timeout and grace, and believes no presence before the lag has passed too", () => {
    expect(reconcileDelay(timing)).toBe(10_000);
    expect(lagHorizon(timing)).toBe(40_000);
  });
});
