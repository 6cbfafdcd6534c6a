import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Timing } from "./next-check-delay.ts";
import {
  afterReadback,
  type ItemReadBack,
  MAX_SENDS,
  type Readback,
  readbackOf,
  readbackOfMezzanine,
} from "./read-readback.ts";

const timing: Timing = {
  requestTimeoutMs: 7_000,
  reconcileGraceMs: 3_000,
  readbackLagMs: 30_000,
  verifyDelayMs: 2_000,
  verifyDeadlineMs: 900_000,
};
const HORIZON_MS = 40_000;
const sentAt = new Date("2026-11-22T12:00:00Z");
const later = (ms: number) => new Date(sentAt.getTime() + ms);
const accepted = (checks = 0): ItemReadBack => ({
  outcome: "accepted",
  acceptedAt: sentAt,
  checks,
  askableSince: null,
});
const unknown = (change: Partial<Extract<ItemReadBack, { outcome: "unknown" }>> = {}): ItemReadBack => ({
  outcome: "unknown",
  maybeSent: true,
  sentAt,
  presentLooks: 0,
  checks: 0,
  sends: 1,
  mayResend: true,
  namedUnremovable: false,
  askableSince: null,
  ...change,
});

describe("what a look proves", () => {
  it.each([
    ["an explicit Deleted is gone", { found: "present", mezzanine: { status: "Deleted" } }, "gone"],
    ["a video that does not exist", { found: "missing" }, "missing-video"],
    ["a Normal source is present", { found: "present", mezzanine: { status: "Normal" } }, "present"],
    ["an arriving source is present", { found: "present", mezzanine: { status: "Uploading" } }, "present"],
    ["no MezzanineInfo proves nothing", { found: "present", mezzanine: null }, "unreadable"],
    [
      "a source without a status proves nothing",
      { found: "present", mezzanine: { status: null } },
      "unreadable",
    ],
    ["an unknown status proves nothing", { found: "present", mezzanine: { status: "New" } }, "unreadable"],
    ["a forbidden id proves nothing", { found: "forbidden" }, "unreadable"],
    ["an absent id proves nothing", { found: "absent" }, "unreadable"],
  ] as const)("%s", (_title, look, seen) => {
    expect(readbackOf(look)).toBe(seen);
  });

  it.each([
    [{ state: "gone" }, "gone"],
    [{ state: "missing" }, "missing-video"],
    [{ state: "present", status: "Normal" }, "present"],
    [{ state: "present", status: "UploadFail" }, "unreadable"],
  ] as const)("GetMezzanineInfo: %j → %s", (state, seen) => {
    expect(readbackOfMezzanine(state)).toBe(seen);
  });
});

describe("an accepted item", () => {
  it.each(["gone", "missing-video"] as const)("is verified by %s, however late", (seen) => {
    for (const ms of [0, 899_999, 10_000_000]) {
      expect(afterReadback(accepted(), seen, later(ms), timing)).toMatchObject({
        outcome: "verified",
        checkInMs: null,
      });
    }
  });

  it.each(["present", "unreadable"] as const)("that is %s is looked at again, later and later", (seen) => {
    const delays = [0, 1, 2, 3, 20].map(
      (checks) => afterReadback(accepted(checks), seen, later(1_000), timing).checkInMs,
    );
    expect(delays).toEqual([4_000, 8_000, 16_000, 32_000, 120_000]);
    expect(afterReadback(accepted(3), seen, later(1_000), timing)).toMatchObject({
      outcome: "accepted",
      checks: 4,
    });
  });

  it("is looked at once more exactly at the deadline, and not past it", () => {
    expect(afterReadback(accepted(9), "present", later(899_000), timing).checkInMs).toBe(1_000);
  });

  it("ends at the deadline: still there, or not to be verified", () => {
    expect(afterReadback(accepted(9), "present", later(900_000), timing)).toMatchObject({
      outcome: "still-present",
      checkInMs: null,
    });
    expect(afterReadback(accepted(9), "unreadable", later(900_000), timing)).toMatchObject({
      outcome: "unverified",
      checkInMs: null,
    });
  });
});

describe("an unknown item", () => {
  it("is verified when it is gone", () => {
    expect(afterReadback(unknown(), "gone", later(10_000), timing).outcome).toBe("verified");
  });

  it("whose video does not exist is gone if a call may have reached it, and else missing", () => {
    expect(afterReadback(unknown(), "missing-video", later(10_000), timing).outcome).toBe("verified");
    expect(afterReadback(unknown({ maybeSent: false }), "missing-video", later(10_000), timing).outcome).toBe(
      "missing",
    );
  });

  it("that is present before the lag horizon does not count as such", () => {
    expect(afterReadback(unknown({ presentLooks: 0 }), "present", later(39_000), timing)).toMatchObject({
      outcome: "unknown",
      presentLooks: 0,
      checkInMs: 1_000,
    });
  });

  it("goes back to pending after two looks past the horizon, not after one", () => {
    const first = afterReadback(unknown(), "present", later(HORIZON_MS), timing);
    expect(first).toMatchObject({ outcome: "unknown", presentLooks: 1 });
    expect(first.checkInMs).toBeGreaterThan(0);
    expect(afterReadback(unknown({ presentLooks: 1 }), "present", later(50_000), timing)).toMatchObject({
      outcome: "pending",
      presentLooks: 0,
      checkInMs: null,
    });
  });

  it("needs the two looks in a row", () => {
    expect(afterReadback(unknown({ presentLooks: 1 }), "unreadable", later(50_000), timing)).toMatchObject({
      outcome: "unknown",
      presentLooks: 0,
    });
  });

  it("is not sent again once the deletion is cancelled", () => {
    const item = unknown({ presentLooks: 1, mayResend: false });
    expect(afterReadback(item, "present", later(50_000), timing)).toMatchObject({
      outcome: "not-sent",
      notSentReason: "cancelled",
      checkInMs: null,
    });
  });

  it("is unremovable where VOD named it so and the source is there past any lag", () => {
    const item = unknown({ presentLooks: 1, namedUnremovable: true });
    expect(afterReadback(item, "present", later(50_000), timing).outcome).toBe("unremovable");
    expect(afterReadback(item, "present", later(1_000), timing).outcome).toBe("unknown");
    expect(afterReadback(item, "gone", later(50_000), timing).outcome).toBe("verified");
  });

  it("fails by itself after too many sends", () => {
    const item = unknown({ presentLooks: 1, sends: MAX_SENDS });
    expect(afterReadback(item, "present", later(50_000), timing).outcome).toBe("failed");
  });

  it("stays unknown for good when nobody could look until the deadline", () => {
    expect(afterReadback(unknown({ checks: 9 }), "unreadable", later(899_000), timing)).toMatchObject({
      outcome: "unknown",
      checkInMs: 1_000,
    });
    expect(afterReadback(unknown({ checks: 9 }), "unreadable", later(900_000), timing)).toMatchObject({
      outcome: "unknown",
      checkInMs: null,
    });
  });

  it("is not given up before the horizon, though the deadline be shorter", () => {
    const hasty = { ...timing, verifyDeadlineMs: 1_000 };
    expect(afterReadback(unknown(), "unreadable", later(20_000), hasty).checkInMs).not.toBeNull();
  });
});

describe("any series of looks", () => {
  const anyTiming = fc.record({
    requestTimeoutMs: fc.integer({ min: 100, max: 7_900 }),
    reconcileGraceMs: fc.integer({ min: 0, max: 600_000 }),
    readbackLagMs: fc.integer({ min: 0, max: 3_600_000 }),
    verifyDelayMs: fc.integer({ min: 0, max: 3_600_000 }),
    verifyDeadlineMs: fc.integer({ min: 1_000, max: 86_400_000 }),
  });
  const anySeen = fc.constantFrom<Readback>("gone", "present", "missing-video", "unreadable");
  const anyStart = fc.constantFrom(
    accepted(),
    unknown(),
    unknown({ maybeSent: false }),
    unknown({ mayResend: false }),
  );

  it("comes to an end, with looks that never come sooner than now", () => {
    const looks = fc.infiniteStream(anySeen);
    fc.assert(
      fc.property(anyTiming, anyStart, fc.oneof(looks, anySeen), (settings, start, seen) => {
        let item = start;
        let now = sentAt;
        for (let look = 0; look < 20_000; look += 1) {
          const next = typeof seen === "string" ? seen : (seen.next().value ?? "unreadable");
          const effect = afterReadback(item, next, now, settings);
          if (effect.checkInMs === null) {
            expect(effect.outcome).not.toBe("accepted");
            return;
          }
          expect(effect.checkInMs).toBeGreaterThan(0);
          expect(effect.outcome).toBe(item.outcome);
          const { checks, presentLooks } = effect;
          item = item.outcome === "unknown" ? { ...item, checks, presentLooks } : { ...item, checks };
          now = new Date(now.getTime() + effect.checkInMs);
        }
        expect.unreachable("the looks never end");
      }),
    );
  });
});

describe("an item that VOD could not be asked about", () => {
  it("stays as it is, whatever the deadline, and is due again within ten seconds", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(accepted(3), unknown({ checks: 3, presentLooks: 1 }), unknown({ mayResend: false })),
        fc.integer({ min: 0, max: 10_000_000_000 }),
        (item, ms) => {
          const effect = afterReadback(item, "not-asked", later(ms), timing);
          expect(effect).toMatchObject({ outcome: item.outcome, checks: item.checks });
          expect(effect.presentLooks).toBe(item.outcome === "unknown" ? item.presentLooks : 0);
          expect(effect.checkInMs).toBeGreaterThan(0);
          expect(effect.checkInMs).toBeLessThanOrEqual(10_000);
        },
      ),
    );
  });

  it("has its time to be read from when VOD can be asked again", () => {
    const day = 24 * 60 * 60_000;
    const lately = later(day - 1_000);
    for (const item of [
      { ...accepted(), checks: 2 },
      { ...unknown(), checks: 2 },
    ]) {
      expect(afterReadback(item, "unreadable", later(day), timing).checkInMs).toBeNull();
      const again = afterReadback({ ...item, askableSince: lately }, "unreadable", later(day), timing);
      expect(again).toMatchObject({ outcome: item.outcome });
      expect(again.checkInMs).toBeGreaterThan(0);
    }
  });

  it("does not end by its first bad answers, however late they come", () => {
    const day = 24 * 60 * 60_000;
    for (const item of [accepted(), unknown()]) {
      for (const checks of [0, 1]) {
        const effect = afterReadback({ ...item, checks }, "unreadable", later(day), timing);
        expect(effect).toMatchObject({ outcome: item.outcome, checks: checks + 1 });
        expect(effect.checkInMs).toBeGreaterThan(0);
      }
    }
  });

  it("that is then seen to be there needs no second deadline", () => {
    const seen = afterReadback(
      { ...accepted(), askableSince: later(899_000) },
      "present",
      later(900_000),
      timing,
    );
    expect(seen.outcome).toBe("still-present");
  });
});
