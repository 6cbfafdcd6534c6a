import { expect, it } from "vitest";
import { durationParts } from "./duration-parts.ts";

it("uses the two units a person reads", () => {
  expect(durationParts(59_400)).toEqual({ unit: "durationSeconds", seconds: 59 });
  expect(durationParts(61_000)).toEqual({ unit: "durationMinutes", minutes: 1, seconds: 1 });
  expect(durationParts(3_661_000)).toEqual({ unit: "durationHours", hours: 1, minutes: 1 });
});

it("never shows a negative length", () => {
  expect(durationParts(-5)).toEqual({ unit: "durationSeconds", seconds: 0 });
});
