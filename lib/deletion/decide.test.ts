import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CONSENT_GROUPS,
  confirmationNeeds,
  consentCount,
  consentCovers,
  consentNeeded,
  DEFAULT_DECISIONS,
  DEFAULT_THRESHOLDS,
  isIncluded,
  laneOf,
  laneOfGroup,
} from "./decide.ts";
import { groupOf, isDecidable } from "./group-of.ts";
import { BLOCKED_GROUPS, DECIDABLE_GROUPS, FORECAST_STATES, type Forecast } from "./types.ts";

const anyForecast: fc.Arbitrary<Forecast> = fc.oneof(
  fc.record({
    state: fc.constant("deletable" as const),
    needsForce: fc.boolean(),
    survives: fc.constantFrom("streams" as const, "nothing" as const),
  }),
  fc.record({
    state: fc.constantFrom(...FORECAST_STATES.filter((state) => state !== "deletable")),
  }),
);
const anyDecisions = fc.record({
  "becomes-unplayable": fc.boolean(),
  "last-copy": fc.boolean(),
  "loses-original": fc.boolean(),
  removable: fc.boolean(),
});
const anyException = fc.constantFrom("include" as const, "exclude" as const, null);

describe("groupOf", () => {
  it.each([
    [true, "nothing", "becomes-unplayable"],
    [true, "streams", "loses-original"],
    [false, "nothing", "last-copy"],
    [false, "streams", "removable"],
  ] as const)("needs Force: %s, survives: %s → %s", (needsForce, survives, group) => {
    expect(groupOf({ state: "deletable", needsForce, survives })).toBe(group);
  });

  it("lets a person decide about what is deletable, and about nothing else", () => {
    fc.assert(
      fc.property(anyForecast, (forecast) => {
        const group = groupOf(forecast);
        expect(isDecidable(group)).toBe(forecast.state === "deletable");
        if (forecast.state !== "deletable") expect(group).toBe(forecast.state);
      }),
    );
  });
});

describe("isIncluded", () => {
  it("includes by itself only what needs no Force and leaves something to play", () => {
    fc.assert(
      fc.property(anyForecast, (forecast) => {
        const harmless =
          forecast.state === "deletable" && !forecast.needsForce && forecast.survives === "streams";
        expect(isIncluded(groupOf(forecast), DEFAULT_DECISIONS, null)).toBe(harmless);
      }),
    );
  });

  it("never includes a blocked group, whatever was decided or excepted", () => {
    fc.assert(
      fc.property(fc.constantFrom(...BLOCKED_GROUPS), anyDecisions, anyException, (group, ...rest) => {
        expect(isIncluded(group, ...rest)).toBe(false);
      }),
    );
  });

  it("lets an exception outrank the group's decision, both ways", () => {
    fc.assert(
      fc.property(fc.constantFrom(...DECIDABLE_GROUPS), anyDecisions, (group, decisions) => {
        expect(isIncluded(group, decisions, "include")).toBe(true);
        expect(isIncluded(group, decisions, "exclude")).toBe(false);
        expect(isIncluded(group, decisions, null)).toBe(decisions[group]);
      }),
    );
  });
});

describe("lanes", () => {
  it("forces exactly what needs Force, by item as by group", () => {
    fc.assert(
      fc.property(anyForecast, (forecast) => {
        if (forecast.state !== "deletable") return;
        expect(laneOf(forecast)).toBe(forecast.needsForce ? "force" : "normal");
        expect(laneOfGroup(groupOf(forecast))).toBe(laneOf(forecast));
      }),
    );
  });
});

describe("consent", () => {
  const included = [
    { group: "removable", count: 1_112 },
    { group: "loses-original", count: 112 },
    { group: "becomes-unplayable", count: 16 },
    { group: "last-copy", count: 3 },
  ] as const;
  const force = {
    digest: "d1",
    groups: ["becomes-unplayable", "loses-original"] as ("becomes-unplayable" | "loses-original")[],
    typedCount: 128,
  };
  const lastCopy = { digest: "d1", groups: ["last-copy" as const], typedCount: 3 };

  it("is needed for everything included but the removable", () => {
    expect(consentNeeded(included)).toEqual(["becomes-unplayable", "last-copy", "loses-original"]);
    expect(consentNeeded([{ group: "removable", count: 5 }])).toEqual([]);
    expect(consentNeeded([{ group: "last-copy", count: 0 }])).toEqual([]);
  });

  it("covers when every group was consented to with its number", () => {
    expect(consentCovers([force, lastCopy], "d1", included)).toBe(true);
    expect(consentCount(force.groups, included)).toBe(128);
    expect(consentCount(["last-copy", "last-copy"], included)).toBe(3);
  });

  it.each([
    ["no consent at all", []],
    ["Force without the last copies", [force]],
    ["the last copies without Force", [lastCopy]],
    ["a consent to another digest", [{ ...force, digest: "d0" }, lastCopy]],
    ["another number than is included", [{ ...force, typedCount: 127 }, lastCopy]],
    ["the number of one group for two", [{ ...force, typedCount: 112 }, lastCopy]],
    [
      "one of two forced groups",
      [{ ...force, groups: ["loses-original" as const], typedCount: 112 }, lastCopy],
    ],
  ])("does not cover: %s", (_title, consents) => {
    expect(consentCovers(consents, "d1", included)).toBe(false);
  });

  it("needs nothing where nothing dangerous is included", () => {
    expect(consentCovers([], "d1", [{ group: "removable", count: 9 }])).toBe(true);
  });

  it("never covers a dangerous group that no consent names", () => {
    const anyConsent = fc.record({
      digest: fc.constantFrom("d1", "d2"),
      groups: fc.subarray([...CONSENT_GROUPS]),
      typedCount: fc.nat(200),
    });
    fc.assert(
      fc.property(fc.array(anyConsent), (consents) => {
        const named = consents.filter((c) => c.digest === "d1").flatMap((c) => c.groups);
        if (consentCovers(consents, "d1", included)) {
          for (const group of CONSENT_GROUPS) expect(named).toContain(group);
        }
      }),
    );
  });
});

describe("confirmationNeeds", () => {
  it.each([
    [1_000, 1e12, false],
    [1_001, 0, true],
    [1, 1e12 + 1, true],
    [0, 0, false],
  ])("%d items, %d bytes → typed: %s", (items, bytes, typedCount) => {
    expect(confirmationNeeds({ items, bytes, thresholds: DEFAULT_THRESHOLDS })).toEqual({ typedCount });
  });
});
