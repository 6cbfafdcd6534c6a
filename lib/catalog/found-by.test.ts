import { expect, it } from "vitest";
import { foundBy } from "./found-by.ts";

const video = { videoId: "0a1b", title: "City Watch", tags: "新闻,ＨＤ master,city", referenceId: "REF-1" };

it.each([
  ["city", null],
  ["CITY w", null],
  ["0a", null],
  ["新", "新闻"],
  ["hd", "ＨＤ master"],
  ["master,c", "新闻,ＨＤ master,city"],
  ["REF", "REF-1"],
])("a search for %s is explained by %s", (q, expected) => {
  expect(foundBy(q, video)).toBe(expected);
});

it("a whole VideoId explains itself in whatever letter case", () => {
  const hex = "00aa11bb22cc33dd44ee55ff66778899";
  expect(foundBy(hex.toUpperCase(), { ...video, videoId: hex, tags: `,${hex}` })).toBeNull();
});

it("what has no tags is explained by nothing else", () => {
  expect(foundBy("x", { ...video, tags: null, referenceId: null })).toBeNull();
});
