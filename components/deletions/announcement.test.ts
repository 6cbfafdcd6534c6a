import { describe, expect, it } from "vitest";
import { announcement, type Watched } from "./announcement.ts";

const at = (done: number, state: Watched["state"] = "running"): Watched => ({
  state,
  result: null,
  done,
  total: 100,
  obstacle: null,
});

describe("announcement", () => {
  it("says each quarter once, when it is passed", () => {
    expect(announcement(at(24), at(25))).toEqual({ kind: "quarter", percent: 25 });
    expect(announcement(at(25), at(26))).toBeNull();
    expect(announcement(at(49), at(51))).toEqual({ kind: "quarter", percent: 50 });
  });

  it("says only the last of several quarters passed at once", () => {
    expect(announcement(at(0), at(80))).toEqual({ kind: "quarter", percent: 75 });
  });

  it("is silent about everything between, and about a list of nothing", () => {
    expect(announcement(at(1), at(2))).toBeNull();
    const empty = { state: "running", result: null, done: 0, total: 0, obstacle: null } as const;
    expect(announcement(empty, empty)).toBeNull();
  });

  it("tells a start from going on after a pause", () => {
    expect(announcement(at(0, "countdown"), at(0))).toEqual({ kind: "running" });
    expect(announcement(at(9, "paused"), at(9))).toEqual({ kind: "resumed" });
    expect(announcement(at(9), at(9, "paused"))).toEqual({ kind: "paused" });
  });

  it("tells an end from a cancelled end", () => {
    const end = at(100, "finished");
    expect(announcement(at(99, "verifying"), { ...end, result: "completed" })).toEqual({ kind: "finished" });
    expect(announcement(at(99, "verifying"), { ...end, result: "cancelled" })).toEqual({ kind: "cancelled" });
  });

  it("says once that VOD cannot be asked, by whom it is mended, and that it is over", () => {
    const met = (obstacle: Watched["obstacle"]): Watched => ({ ...at(10, "verifying"), obstacle });
    expect(announcement(met(null), met("time"))).toEqual({ kind: "unreached" });
    expect(announcement(met("time"), met("time"))).toBeNull();
    expect(announcement(met("time"), met("person"))).toEqual({ kind: "refused" });
    expect(announcement(met("person"), met(null))).toEqual({ kind: "reached" });
    expect(announcement(met("person"), at(100, "finished"))).toEqual({ kind: "finished" });
  });

  it("says so as well where the state changed at the same moment without a word of its own", () => {
    const waiting: Watched = { ...at(0, "forecasting"), obstacle: "time" };
    expect(announcement(at(0, "collecting"), waiting)).toEqual({ kind: "unreached" });
    expect(announcement(at(0, "collecting"), at(0, "forecasting"))).toBeNull();
  });

  it("does not call a check that was refused done", () => {
    const back: Watched = { ...at(0, "review"), obstacle: "person" };
    expect(announcement(at(0, "forecasting"), back)).toEqual({ kind: "refused" });
    expect(announcement(at(0, "forecasting"), at(0, "review"))).toEqual({ kind: "review" });
  });

  it("says nothing about a list that is being read", () => {
    expect(announcement(at(0, "collecting"), at(0, "forecasting"))).toBeNull();
  });
});
