import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  confirmationNeeds,
  DEFAULT_DECISIONS,
  DEFAULT_THRESHOLDS,
  FORCE_GROUPS,
  isIncluded,
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

describe("FORCE_GROUPS", () => {
  it("are exactly the groups whose items need Force", () => {
    fc.assert(
      fc.property(anyForecast, (forecast) => {
        if (forecast.state !== "deletable") return;
        const forced: readonly string[] = FORCE_GROUPS;
        expect(forced.includes(groupOf(forecast))).toBe(forecast.needsForce);
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
