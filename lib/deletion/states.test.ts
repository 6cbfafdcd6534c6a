import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DELETION_EVENTS, DRIVEN_STATES, isTerminal, nextState, TERMINAL_STATES } from "./states.ts";
import { DELETION_STATES, type DeletionState } from "./types.ts";

const anyEvents = fc.array(fc.constantFrom(...DELETION_EVENTS), { maxLength: 40 });

describe("the life of a deletion", () => {
  it.each([
    ["collecting", "collected", "forecasting"],
    ["collecting", "collect-failed", "failed"],
    ["forecasting", "forecast-done", "review"],
    ["forecasting", "forecast-failed", "failed"],
    ["forecasting", "recheck-failed", "review"],
    ["review", "recheck", "forecasting"],
    ["review", "stale-forecast", "review"],
    ["review", "discard", "discarded"],
    ["collecting", "discard", "discarded"],
    ["forecasting", "discard", "discarded"],
    ["review", "confirm", "countdown"],
    ["review", "approval-needed", "awaiting-approval"],
    ["awaiting-approval", "approve", "countdown"],
    ["awaiting-approval", "refuse", "review"],
    ["awaiting-approval", "stale-forecast", "review"],
    ["countdown", "undo", "review"],
    ["countdown", "countdown-over", "running"],
    ["countdown", "cancel", "finished"],
    ["countdown", "pause", "paused"],
    ["countdown", "stale-forecast", "review"],
    ["running", "pause", "paused"],
    ["running", "cancel", "verifying"],
    ["running", "all-sent", "verifying"],
    ["paused", "resume", "running"],
    ["paused", "cancel", "verifying"],
    ["verifying", "verified-all", "finished"],
    ["verifying", "give-up", "finished"],
  ] as const)("%s, %s → %s", (from, event, to) => {
    expect(nextState(from, event)).toBe(to);
  });

  it("knows exactly these steps", () => {
    const steps = DELETION_STATES.flatMap((state) => DELETION_EVENTS.filter((e) => nextState(state, e)));
    expect(steps).toHaveLength(27);
  });

  it("goes nowhere from an end, and somewhere from everything else", () => {
    for (const state of DELETION_STATES) {
      const ways = DELETION_EVENTS.filter((event) => nextState(state, event));
      expect(ways.length === 0).toBe(isTerminal(state));
    }
  });

  it("never runs without a confirmation by a person after the last look", () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let state: DeletionState = "collecting";
        let confirmed = false;
        for (const event of events) {
          const next = nextState(state, event);
          if (next === null) continue;
          if (event === "confirm" || event === "approve") confirmed = true;
          if (next === "review" || next === "forecasting") confirmed = false;
          state = next;
          if (state === "running") expect(confirmed).toBe(true);
        }
      }),
    );
  });

  it("reaches the end of a run only through verifying, once anything may have been sent", () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const path: DeletionState[] = ["countdown"];
        for (const event of events) {
          const next = nextState(path.at(-1) ?? "countdown", event);
          if (next !== null) path.push(next);
        }
        if (path.includes("running") && path.at(-1) === "finished") {
          expect(path.at(-2)).toBe("verifying");
        }
      }),
    );
  });

  it("keeps every open state that waits for no person driven", () => {
    const idle: readonly string[] = [...DRIVEN_STATES, ...TERMINAL_STATES];
    const waiting = DELETION_STATES.filter((state) => !idle.includes(state));
    expect(waiting).toEqual(["review", "awaiting-approval"]);
    expect(DRIVEN_STATES).toContain("paused");
  });
});
