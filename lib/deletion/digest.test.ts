import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DecisionInput, decisionDigest } from "./digest.ts";
import { DECIDABLE_GROUPS } from "./types.ts";

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const identity = (text: string) => text;
const input: DecisionInput = {
  listDigest: "abc",
  revision: 3,
  decisions: { "becomes-unplayable": false, "last-copy": true, "loses-original": false, removable: true },
  exceptionsDigest: "",
  groupTallies: { removable: { count: 5, bytes: 500 }, gone: { count: 1, bytes: 10 } },
};

describe("decisionDigest", () => {
  it("is what the hash makes of a text that names its format", () => {
    expect(decisionDigest(input, sha256)).toMatch(/^[0-9a-f]{64}$/);
    expect(decisionDigest(input, identity)).toContain("mezzanine-console/decision/1");
  });

  it("does not depend on the order of keys, nor on groups without items", () => {
    const turned: DecisionInput = {
      groupTallies: {
        busy: { count: 0, bytes: 0 },
        gone: { bytes: 10, count: 1 },
        removable: { count: 5, bytes: 500 },
      },
      exceptionsDigest: "",
      decisions: { removable: true, "loses-original": false, "last-copy": true, "becomes-unplayable": false },
      revision: 3,
      listDigest: "abc",
    };
    expect(decisionDigest(turned, sha256)).toBe(decisionDigest(input, sha256));
  });

  it.each<[string, Partial<DecisionInput>]>([
    ["list", { listDigest: "abd" }],
    ["revision", { revision: 4 }],
    ["exceptions", { exceptionsDigest: "x" }],
    ["count of a group", { groupTallies: { ...input.groupTallies, gone: { count: 2, bytes: 10 } } }],
    ["bytes of a group", { groupTallies: { ...input.groupTallies, gone: { count: 1, bytes: 11 } } }],
    [
      "group of an item",
      { groupTallies: { removable: { count: 5, bytes: 500 }, busy: { count: 1, bytes: 10 } } },
    ],
  ])("differs with another %s", (_title, change) => {
    expect(decisionDigest({ ...input, ...change }, sha256)).not.toBe(decisionDigest(input, sha256));
  });

  it("differs with every single decision", () => {
    for (const group of DECIDABLE_GROUPS) {
      const decisions = { ...input.decisions, [group]: !input.decisions[group] };
      expect(decisionDigest({ ...input, decisions }, sha256)).not.toBe(decisionDigest(input, sha256));
    }
  });

  it("never takes the text of one part for another's", () => {
    // Few letters, separators among them: two parts put together otherwise hardly ever look like two others.
    const part = fc.string({ unit: fc.constantFrom("a", ",", '"', "|"), maxLength: 3 });
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        const one = decisionDigest({ ...input, listDigest: a, exceptionsDigest: b }, identity);
        const other = decisionDigest({ ...input, listDigest: c, exceptionsDigest: d }, identity);
        expect(one === other).toBe(a === c && b === d);
      }),
      { numRuns: 5_000 },
    );
  });
});
