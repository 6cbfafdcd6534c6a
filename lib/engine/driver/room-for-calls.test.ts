import { expect, it } from "vitest";
import { roomForCalls } from "./room-for-calls.ts";

it("keeps enough calls under way for the rate, whatever a call takes, up to a limit", () => {
  for (const rate of [1, 40, 200]) {
    for (const cycleMs of [5, 100, 500]) {
      expect(roomForCalls(rate, cycleMs, 0)).toBeGreaterThan((rate * cycleMs) / 1000);
    }
  }
  expect(roomForCalls(100_000, 1_000, 0)).toBe(256);
  expect(roomForCalls(40, 100, 1_000)).toBe(0);
});

it("waits until a few fit, and never when nothing is under way", () => {
  const most = roomForCalls(40, 100, 0);
  expect(roomForCalls(40, 100, most - 4)).toBe(0);
  expect(roomForCalls(40, 100, most - 5)).toBe(5);
  expect(roomForCalls(0.1, 5, 0)).toBeGreaterThan(0);
});
