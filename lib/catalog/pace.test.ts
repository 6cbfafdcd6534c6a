import { expect, it } from "vitest";
import { createPace } from "./pace.ts";

it("tells nothing before it can, then what goes on now, not what went on long ago", () => {
  let now = 0;
  const pace = createPace(() => now);
  pace.add(100);
  expect(pace.perSecond()).toBeNull();
  now = 10_000;
  pace.add(900);
  expect(pace.perSecond()).toBe(100);
  for (let i = 0; i < 60; i++) {
    now += 1_000;
    pace.add(5);
  }
  expect(pace.perSecond()).toBeCloseTo(5);
});
