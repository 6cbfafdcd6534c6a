import { describe, expect, it } from "vitest";
import { DELETION_STATES } from "@/lib/deletion/types.ts";
import { offeredActions } from "./offered-actions.ts";

const none = { count: 0, bytes: 0 };
const plan = {
  total: { count: 3, bytes: 30 },
  normal: { count: 3, bytes: 30 },
  forced: none,
  lastCopy: none,
  forceConsented: false,
  lastCopyConsented: false,
  typedCountRequired: false,
};
const review: Parameters<typeof offeredActions>[0] = {
  state: "review",
  digest: "d",
  forecastTooOld: false,
  plan,
  retries: [],
  obstacle: null,
};
const forced = { ...plan, forced: { count: 1, bytes: 10 } };

describe("offeredActions", () => {
  it("offers a viewer nothing in any state", () => {
    for (const state of DELETION_STATES) {
      expect(
        offeredActions(
          { ...review, state, retries: [{ cause: "failed", count: 2, openChildId: null }] },
          false,
        ).size,
      ).toBe(0);
    }
  });

  it("offers to confirm what is included, fresh and consented", () => {
    expect(offeredActions(review, true).has("confirm")).toBe(true);
    expect(
      offeredActions({ ...review, plan: { ...forced, forceConsented: true } }, true).has("confirm"),
    ).toBe(true);
  });

  it.each([
    ["nothing is included", { plan: { ...plan, total: none } }],
    ["the forecast is too old", { forecastTooOld: true }],
    ["there is no digest", { digest: null }],
    ["Force has no consent", { plan: forced }],
    ["last copies have no consent", { plan: { ...plan, lastCopy: { count: 1, bytes: 1 } } }],
    [
      "Force has one but last copies have none",
      { plan: { ...forced, forceConsented: true, lastCopy: { count: 1, bytes: 1 } } },
    ],
  ])("does not offer to confirm when %s", (_, change) => {
    const offered = offeredActions({ ...review, ...change }, true);
    expect(offered.has("confirm")).toBe(false);
    expect(offered.has("discard")).toBe(true);
  });

  it("offers to try again where a driver meets an obstacle, and to give up only while verifying", () => {
    const obstacle = { needs: "person", code: "Forbidden.RAM", message: "", since: "" } as const;
    const states = (action: "try-again" | "give-up") =>
      DELETION_STATES.filter((state) => offeredActions({ ...review, state, obstacle }, true).has(action));
    expect(states("try-again")).toEqual(["forecasting", "running", "paused", "verifying"]);
    expect(states("give-up")).toEqual(["verifying"]);
    for (const state of DELETION_STATES) {
      const offered = offeredActions({ ...review, state }, true);
      expect(offered.has("try-again") || offered.has("give-up")).toBe(false);
    }
  });

  it("offers to discard whatever was never confirmed", () => {
    const states = DELETION_STATES.filter((state) =>
      offeredActions({ ...review, state }, true).has("discard"),
    );
    expect(states).toEqual(["collecting", "forecasting", "review"]);
  });

  it("offers pausing only while calls may leave, and resuming only while paused", () => {
    const states = (action: "pause" | "resume" | "undo") =>
      DELETION_STATES.filter((state) => offeredActions({ ...review, state }, true).has(action));
    expect(states("pause")).toEqual(["running"]);
    expect(states("resume")).toEqual(["paused"]);
    expect(states("undo")).toEqual(["countdown"]);
  });

  it("offers no retry while the follow-up of that cause is open", () => {
    const finished = { ...review, state: "finished" as const };
    const retry = { cause: "failed" as const, count: 2 };
    expect(
      offeredActions({ ...finished, retries: [{ ...retry, openChildId: null }] }, true).has("retry"),
    ).toBe(true);
    expect(
      offeredActions({ ...finished, retries: [{ ...retry, openChildId: "c" }] }, true).has("retry"),
    ).toBe(false);
  });
});
