import { describe, expect, it } from "vitest";
import {
  downtimeNeedsPerson,
  failureRateExceeded,
  firstCallAllMissing,
  forecastTooOld,
  needsFirstBatchAlone,
} from "./guards.ts";

const now = new Date("2026-11-22T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("failureRateExceeded", () => {
  it.each([
    [999, 999, false],
    [1_000, 500, false],
    [1_000, 501, true],
    [50_000, 25_000, false],
    [50_000, 25_001, true],
    [0, 0, false],
  ])("%d ended, %d of them not accepted → %s", (ended, notAccepted, stop) => {
    expect(failureRateExceeded({ ended, notAccepted })).toBe(stop);
  });
});

describe("firstCallAllMissing", () => {
  it.each([
    [20, 20, 100, true],
    [20, 19, 100, false],
    [1, 1, 5, true],
    [20, 20, 0, false],
    [0, 0, 100, false],
  ])("%d asked, %d missing, %d left → %s", (asked, missing, remaining, stop) => {
    expect(firstCallAllMissing({ asked, missing, remaining })).toBe(stop);
  });
});

describe("needsFirstBatchAlone", () => {
  it("holds above 1,000 items, not at 1,000", () => {
    expect([1, 1_000, 1_001].map(needsFirstBatchAlone)).toEqual([false, false, true]);
  });
});

describe("forecastTooOld", () => {
  it("is after a day, and where there is none", () => {
    expect(forecastTooOld(ago(DAY), now)).toBe(false);
    expect(forecastTooOld(ago(DAY + 1), now)).toBe(true);
    expect(forecastTooOld(null, now)).toBe(true);
  });
});

describe("downtimeNeedsPerson", () => {
  const times = (drivenAgo: number | null, startsAgo: number | null) => ({
    drivenAt: drivenAgo === null ? null : ago(drivenAgo),
    startsAt: startsAgo === null ? null : ago(startsAgo),
    now,
  });

  it.each([
    ["a countdown that was due just now goes on, however long the review was", 3 * DAY, 0, false],
    ["a countdown still to end goes on", 3 * DAY, -5_000, false],
    ["a countdown 5 minutes overdue goes on", 3 * DAY, 5 * MINUTE, false],
    ["a countdown more than 5 minutes overdue waits", 3 * DAY, 5 * MINUTE + 1, true],
    ["a countdown somebody watched until now goes on", 1_000, 10 * MINUTE, false],
    ["a countdown nobody knows anything of waits", null, null, true],
  ])("%s", (_title, driven, starts, needed) => {
    expect(downtimeNeedsPerson("countdown", times(driven, starts))).toBe(needed);
  });

  it.each([
    ["a run down for a day goes on", DAY, 3 * DAY, false],
    ["a run down for longer waits", DAY + 1, 3 * DAY, true],
    ["a run that no driver took up yet counts from its start", null, 10 * MINUTE, false],
  ])("%s", (_title, driven, starts, needed) => {
    expect(downtimeNeedsPerson("running", times(driven, starts))).toBe(needed);
  });

  it.each(["collecting", "forecasting", "review", "paused", "verifying", "finished"] as const)(
    "%s sends nothing, so it never waits for this",
    (state) => {
      expect(downtimeNeedsPerson(state, times(30 * DAY, 30 * DAY))).toBe(false);
    },
  );
});
