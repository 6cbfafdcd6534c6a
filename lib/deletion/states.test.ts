import { describe, expect, it } from "vitest";
import {
  DELETION_EVENTS,
  type DeletionEvent,
  DRIVEN_STATES,
  isTerminal,
  nextState,
  TERMINAL_STATES,
} from "./states.ts";
import { DELETION_STATES, type DeletionState } from "./types.ts";

/** Every step of every life from this state on, each with what `remember` keeps of the steps before. */
function everyStep<T>(
  from: DeletionState,
  start: T,
  remember: (kept: T, event: DeletionEvent, to: DeletionState) => T,
) {
  const steps = new Map<string, { from: DeletionState; to: DeletionState; kept: T }>();
  const walk = (state: DeletionState, before: T) => {
    for (const event of DELETION_EVENTS) {
      const to = nextState(state, event);
      if (to === null) continue;
      const kept = remember(before, event, to);
      const key = JSON.stringify([state, event, before]);
      if (steps.has(key)) continue;
      steps.set(key, { from: state, to, kept });
      walk(to, kept);
    }
  };
  walk(from, start);
  return [...steps.values()];
}

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
    const steps = everyStep("collecting", false, (confirmed, event, to) => {
      if (to === "review" || to === "forecasting") return false;
      return confirmed || event === "confirm" || event === "approve";
    });
    const runs = steps.filter((step) => step.to === "running");
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.filter((step) => !step.kept)).toEqual([]);
  });

  it("reaches the end of a run only through verifying, once anything may have been sent", () => {
    const steps = everyStep("countdown", false, (ran, _, to) => ran || to === "running");
    const ends = steps.filter((step) => step.to === "finished" && step.kept);
    expect(ends.length).toBeGreaterThan(0);
    expect(ends.filter((step) => step.from !== "verifying")).toEqual([]);
  });

  it("keeps every open state that waits for no person driven", () => {
    const idle: readonly string[] = [...DRIVEN_STATES, ...TERMINAL_STATES];
    const waiting = DELETION_STATES.filter((state) => !idle.includes(state));
    expect(waiting).toEqual(["review", "awaiting-approval"]);
    expect(DRIVEN_STATES).toContain("paused");
  });
});
