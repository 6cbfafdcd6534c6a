import { expect, it } from "vitest";
import { glanceShare } from "./glance-share";

it("a share is of the bytes, however many videos they are", () => {
  expect(glanceShare({ count: 1, bytes: 750 }, { count: 10, bytes: 1000 })).toBe(0.75);
});

it("where no size is known, a share is of the videos", () => {
  expect(glanceShare({ count: 1, bytes: 0 }, { count: 4, bytes: 0 })).toBe(0.25);
});

it("of nothing there is no share", () => {
  expect(glanceShare({ count: 0, bytes: 0 }, { count: 0, bytes: 0 })).toBe(0);
});
