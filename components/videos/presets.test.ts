import { expect, it } from "vitest";
import { EMPTY_FILTER } from "@/lib/catalog/filter.ts";
import { monthsBefore, oldAndNeverForced, removableWithoutForce } from "./presets";

it("what needs no Force is the default mode alone, and never what is gone or busy", () => {
  expect(removableWithoutForce({ ...EMPTY_FILTER, q: "x" })).toEqual({
    ...EMPTY_FILTER,
    q: "x",
    transcodeMode: ["FastTranscode"],
    mezzanine: ["unknown", "present"],
  });
});

it("a preset narrows what is filtered, and is nothing where that leaves nothing", () => {
  const narrow = removableWithoutForce({ ...EMPTY_FILTER, mezzanine: ["gone", "present"] });
  expect(narrow?.mezzanine).toEqual(["present"]);
  expect(removableWithoutForce({ ...EMPTY_FILTER, mezzanine: ["gone"] })).toBeNull();
  expect(removableWithoutForce({ ...EMPTY_FILTER, transcodeMode: ["NoTranscode"] })).toBeNull();
});

it("never reaches beyond an earlier end that is filtered already", () => {
  const now = new Date(2026, 10, 26, 9, 30);
  const earlier = new Date(2020, 0, 1);
  expect(oldAndNeverForced({ ...EMPTY_FILTER, createdBefore: earlier }, 6, now)?.createdBefore).toBe(earlier);
  const later = oldAndNeverForced({ ...EMPTY_FILTER, createdBefore: now }, 6, now);
  expect(later).toEqual({
    ...EMPTY_FILTER,
    createdBefore: new Date(2026, 4, 26),
    forced: "never",
    mezzanine: ["unknown", "present"],
  });
  expect(oldAndNeverForced({ ...EMPTY_FILTER, mezzanine: ["gone"] }, 6, now)).toBeNull();
});

it.each([
  [new Date(2026, 2, 31, 23), 1, new Date(2026, 1, 28)],
  [new Date(2028, 1, 29), 12, new Date(2027, 1, 28)],
  [new Date(2026, 0, 15), 1, new Date(2025, 11, 15)],
  [new Date(2026, 0, 15), 25, new Date(2023, 11, 15)],
])("%s less %i months is %s", (now, months, before) => {
  expect(monthsBefore(now, months)).toEqual(before);
});
