import fc from "fast-check";
import { expect, it } from "vitest";
import {
  boundOf,
  bytesFromMegabytes,
  dayOf,
  lastDayBefore,
  megabytesFromBytes,
  minutesFromSeconds,
  secondsFromMinutes,
  startOfDay,
} from "./range-units";

it("a size comes back from its input as it went in", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 45 }), (bytes) => {
      expect(bytesFromMegabytes(megabytesFromBytes(bytes))).toBe(bytes);
    }),
  );
});

it("a length in whole tenths of a minute comes back as it went in", () => {
  fc.assert(
    fc.property(fc.nat({ max: 100_000 }), (tenths) => {
      expect(secondsFromMinutes(minutesFromSeconds(tenths * 6))).toBe(tenths * 6);
    }),
  );
});

it("a bound that nobody edits stays what it is, though its input shows less of it", () => {
  const held = new Date(new Date(2026, 9, 1).getTime() + 8 * 3_600_000 + 1);
  expect(boundOf(dayOf(held), held, dayOf, startOfDay)).toBe(held);
  expect(boundOf("2026-10-02", held, dayOf, startOfDay)).toEqual(new Date(2026, 9, 2));
  expect(boundOf("", held, dayOf, startOfDay)).toBeNull();
  expect(boundOf(minutesFromSeconds(100.001), 100.001, minutesFromSeconds, secondsFromMinutes)).toBe(100.001);
});

it("what is no amount is no bound", () => {
  for (const text of ["", " ", "-1", "abc", "1e400"]) expect(bytesFromMegabytes(text)).toBeNull();
});

it("a day is read in the reader's calendar, and its end is the next day's beginning", () => {
  expect(dayOf(startOfDay("2026-02-28"))).toBe("2026-02-28");
  expect(lastDayBefore(startOfDay("2026-02-28", 1))).toBe("2026-02-28");
  expect(dayOf(startOfDay("2026-02-28", 1))).toBe("2026-03-01");
  expect(startOfDay("yesterday")).toBeNull();
});
