import { expect, it } from "vitest";
import { pickVideo } from "./pick-video.ts";

const OWN = "a".repeat(32);
const OTHER = "b".repeat(32);
const THIRD = "c".repeat(32);

it("takes an id for the video whose VideoId it is, in any letter case, or for the one whose custom id it is", () => {
  const line = { text: ` ${OWN.toUpperCase()} `, candidates: [OWN, OTHER] };
  expect(pickVideo(line, "video-id")).toBe(OWN);
  expect(pickVideo(line, "custom-id")).toBe(OTHER);
});

it("takes a custom id of several videos for none of them", () => {
  const line = { text: "Twice-Used", candidates: [OTHER, THIRD] };
  expect(pickVideo(line, "video-id")).toBeNull();
  expect(pickVideo(line, "custom-id")).toBeNull();
  expect(pickVideo({ text: OWN, candidates: [OWN, OTHER, THIRD] }, "custom-id")).toBeNull();
});

it("takes no VideoId that VOD did not show", () => {
  const line = { text: OWN, candidates: [OTHER] };
  expect(pickVideo(line, "video-id")).toBeNull();
  expect(pickVideo(line, "custom-id")).toBe(OTHER);
});
