import { expect, test } from "vitest";
import { bytesInUnit } from "./bytes";

test("bytes are counted in decimal units", () => {
  expect(bytesInUnit(0)).toEqual({ value: 0, unit: "byte" });
  expect(bytesInUnit(999)).toEqual({ value: 999, unit: "byte" });
  expect(bytesInUnit(1_000)).toEqual({ value: 1, unit: "kilobyte" });
  expect(bytesInUnit(3_200_000_000_000)).toEqual({ value: 3.2, unit: "terabyte" });
});

test("a number that would round to 1000 moves on to the next unit", () => {
  expect(bytesInUnit(999_499_999)).toEqual({ value: 999.499999, unit: "megabyte" });
  expect(bytesInUnit(999_500_000)).toEqual({ value: 0.9995, unit: "gigabyte" });
});

test("no digit is lost on the way to the unit", () => {
  expect(bytesInUnit(4_284_902_974).value).toBe(4.284902974);
  expect(bytesInUnit(1_500_000_000_003).value).toBe(1.500000000003);
});

test("the largest unit takes everything above it", () => {
  expect(bytesInUnit(5e18)).toEqual({ value: 5000, unit: "petabyte" });
});
