import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NotedForecast } from "./forecast-item.ts";
import {
  type CategoryNode,
  type Guarded,
  type ProtectionRule,
  protect,
  protectionOf,
  tagsOf,
} from "./protection.ts";
import { FORECAST_STATES } from "./types.ts";

const TREE: CategoryNode[] = [
  { cateId: 1, cateName: "Courses", parentId: -1 },
  { cateId: 2, cateName: "Maths", parentId: 1 },
  { cateId: 3, cateName: "Algebra", parentId: 2 },
  { cateId: 4, cateName: "News", parentId: -1 },
];
const video = (over: Partial<Guarded> = {}): Guarded => ({ videoId: "v", cateId: null, tags: null, ...over });
const rule = (kind: ProtectionRule["kind"], value: string): ProtectionRule => ({ kind, value });

const arbitraryRule = fc.oneof(
  fc.record({ kind: fc.constant("video" as const), value: fc.constantFrom("v", "w", "V") }),
  fc.record({ kind: fc.constant("category" as const), value: fc.constantFrom("1", "2", "3", "4", "9") }),
  fc.record({ kind: fc.constant("tag" as const), value: fc.constantFrom("keep", "Keep", "keep it", "保留") }),
);
const arbitraryRules = fc.array(arbitraryRule, { maxLength: 6 });
const arbitraryVideo = fc.record({
  videoId: fc.constantFrom("v", "w", "x"),
  cateId: fc.option(fc.constantFrom(1, 2, 3, 4, 7)),
  tags: fc.option(
    fc
      .array(fc.constantFrom("keep", " keep ", "Keep", "keep it", "keeper", "保留", "", " "))
      .map((t) => t.join(",")),
  ),
});

describe("a rule", () => {
  it.each([
    [rule("video", "v"), video()],
    [rule("category", "1"), video({ cateId: 1 })],
    [rule("category", "1"), video({ cateId: 3 })],
    [rule("category", "9"), video({ cateId: 9 })],
    [rule("tag", "keep"), video({ tags: "keep" })],
    [rule("tag", "keep"), video({ tags: "other, keep ,third" })],
    [rule("tag", "keep it"), video({ tags: "a,keep it" })],
    [rule("tag", "保留"), video({ tags: "保留,其他" })],
  ])("%j covers %j", (one, covered) => {
    expect(protectionOf([one], TREE).covering(covered)).toEqual(one);
  });

  it.each([
    [rule("video", "v"), video({ videoId: "V" })],
    [rule("video", "v"), video({ videoId: "w", tags: "v", cateId: 1 })],
    [rule("category", "2"), video({ cateId: 1 })],
    [rule("category", "1"), video({ cateId: 4 })],
    [rule("category", "1"), video({ cateId: null, tags: "1" })],
    [rule("tag", "keep"), video({ tags: "keeper" })],
    [rule("tag", "keep"), video({ tags: "Keep" })],
    [rule("tag", "keep"), video({ tags: "do keep" })],
    [rule("tag", "keep"), video({ tags: "" })],
    [rule("tag", "keep"), video({ tags: null })],
  ])("%j says nothing of %j", (one, other) => {
    expect(protectionOf([one], TREE).covering(other)).toBeNull();
  });

  it("is named with what a person calls its category", () => {
    const { noteOf } = protectionOf([rule("category", "2"), rule("category", "9")], TREE);
    expect(
      [rule("category", "2"), rule("category", "9"), rule("tag", "keep"), rule("video", "v")].map(noteOf),
    ).toEqual(["category:Maths", "category:9", "tag:keep", "video"]);
  });
});

describe("rules together", () => {
  it("cover exactly what one of them covers alone, in whatever order they stand", () => {
    fc.assert(
      fc.property(arbitraryRules, arbitraryVideo, (rules, one) => {
        const alone = rules.filter((r) => protectionOf([r], TREE).covering(one) !== null);
        for (const order of [rules, rules.toReversed()]) {
          const found = protectionOf(order, TREE).covering(one);
          expect(found !== null).toBe(alone.length > 0);
          if (found) expect(alone).toContainEqual(found);
        }
      }),
    );
  });

  it("never cover less when one is added", () => {
    fc.assert(
      fc.property(arbitraryRules, arbitraryRule, arbitraryVideo, (rules, more, one) => {
        const before = protectionOf(rules, TREE).covering(one);
        const after = protectionOf([...rules, more], TREE).covering(one);
        if (before) expect(after).not.toBeNull();
      }),
    );
  });

  it("cover nothing that they do not name, and say when nothing can be covered", () => {
    fc.assert(
      fc.property(arbitraryRules, arbitraryVideo, (rules, one) => {
        const p = protectionOf(rules, TREE);
        const named =
          p.videoIds.includes(one.videoId) ||
          (one.cateId !== null && p.cateIds.includes(one.cateId)) ||
          tagsOf(one.tags).some((tag) => p.tags.includes(tag));
        expect(p.covering(one) !== null).toBe(named);
        if (p.isEmpty) expect(p.covering(one)).toBeNull();
        if (!p.needsCatalog)
          expect(p.covering({ ...one, cateId: null, tags: null })).toEqual(p.covering(one));
      }),
    );
  });

  it("come to an end in a tree that bites its own tail", () => {
    const ring = [
      { cateId: 1, cateName: "a", parentId: 2 },
      { cateId: 2, cateName: "b", parentId: 1 },
      { cateId: 3, cateName: "c", parentId: 3 },
    ];
    const p = protectionOf([rule("category", "1")], ring);
    expect(p.cateIds.toSorted()).toEqual([1, 2]);
    expect(p.covering(video({ cateId: 3 }))).toBeNull();
  });
});

describe("the forecast of a covered video", () => {
  const forecasts = FORECAST_STATES.map(
    (state): NotedForecast =>
      state === "deletable"
        ? { state, needsForce: false, survives: "streams", note: null }
        : { state, note: null },
  );

  it.each(forecasts)("$state: protected, unless there is nothing left to protect", (forecast) => {
    const seen = protect(forecast, video({ tags: "keep" }), protectionOf([rule("tag", "keep")]));
    const stays = forecast.state === "gone" || forecast.state === "missing";
    expect(seen).toEqual(stays ? forecast : { state: "protected", note: "tag:keep" });
  });

  it("is untouched where no rule covers it", () => {
    for (const forecast of forecasts) {
      expect(protect(forecast, video({ tags: "keeper" }), protectionOf([rule("tag", "keep")]))).toBe(
        forecast,
      );
    }
  });
});
