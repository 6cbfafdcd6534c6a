import { describe, expect, it } from "vitest";
import { CONNECTION_FAILED, CREDENTIALS_TIMEOUT, TOKEN_EXPIRED } from "../vod/errors.ts";
import { type FailedRead, liesWith, obstacleOf, obstructedDelay, wasReached } from "./obstacle.ts";

const refused = (change: Partial<Extract<FailedRead, { kind: "refused" }>> = {}): FailedRead => ({
  kind: "refused",
  code: "InvalidParameter",
  message: "",
  throttled: false,
  fatal: false,
  ...change,
});
const unanswered: FailedRead = { kind: "unanswered", code: "Timeout", message: "" };

describe("a read that failed", () => {
  it.each([
    ["a refusal of the account", refused({ code: "Forbidden.RAM", fatal: true }), "everybody"],
    ["throttling", refused({ code: "Throttling.User", throttled: true }), "everybody"],
    ["no connection", refused({ code: CONNECTION_FAILED }), "everybody"],
    ["no credentials in time", refused({ code: CREDENTIALS_TIMEOUT }), "everybody"],
    ["a token that expired on the way", refused({ code: TOKEN_EXPIRED }), "everybody"],
    ["a refusal of what was asked", refused(), "ids"],
    ["no answer", unanswered, "open"],
  ] as const)("%s lies with: %s", (_name, read, whom) => {
    expect(liesWith(read)).toBe(whom);
  });

  it("reached VOD when VOD said so itself", () => {
    expect(wasReached({ kind: "answered" })).toBe(true);
    expect(wasReached(refused({ fatal: true }))).toBe(true);
    expect(wasReached(refused({ throttled: true }))).toBe(true);
    expect(wasReached(refused({ code: CONNECTION_FAILED }))).toBe(false);
    expect(wasReached(unanswered)).toBe(false);
  });

  it("needs a person only where no repetition mends it", () => {
    const since = new Date("2026-11-22T12:00:00Z");
    expect(obstacleOf(refused({ code: "Forbidden.RAM", fatal: true }), since)).toEqual({
      needs: "person",
      code: "Forbidden.RAM",
      message: "",
      since: "2026-11-22T12:00:00.000Z",
    });
    for (const read of [unanswered, refused({ code: CONNECTION_FAILED }), refused({ throttled: true })]) {
      expect(obstacleOf(read, since).needs).toBe("time");
    }
  });
});

it("VOD is left alone twice as long every time, up to half a minute", () => {
  expect([1, 2, 3, 4].map(obstructedDelay)).toEqual([500, 1000, 2000, 4000]);
  expect([7, 20, 10_000].map(obstructedDelay)).toEqual([30_000, 30_000, 30_000]);
});
