import { describe, expect, it } from "vitest";
import { selectionSchema, submittedSchema } from "./selection.ts";
import { MAX_NAMED_IDS, MAX_SELECTED_IDS, MAX_SELECTION_BYTES } from "./selection-limits.ts";

const ids = Array.from({ length: MAX_NAMED_IDS + 1 }, (_, i) => i.toString(16).padStart(32, "0"));
const idsOf = (count: number) => ids.slice(0, count);

describe.each([
  ["submitted", submittedSchema, MAX_SELECTED_IDS],
  ["counted", selectionSchema, MAX_NAMED_IDS],
] as const)("a selection that is %s", (_, schema, most) => {
  it.each(["ids", "excludedIds"] as const)("takes %s up to its limit, and none above it", (field) => {
    const selection = (count: number) =>
      field === "ids"
        ? { kind: "ids", ids: idsOf(count) }
        : { kind: "filter", filterText: "", excludedIds: idsOf(count) };
    expect(schema.safeParse(selection(most)).success).toBe(true);
    const refused = schema.safeParse(selection(most + 1));
    // What actions and routes tell apart as too many (lib/actions/create-action.ts, lib/read-body.ts).
    expect(refused.error?.issues).toMatchObject([{ code: "too_big", origin: "array", path: [field] }]);
  });
});

it("at its limit fits into the 1 MB of a server action, and into what a route reads", () => {
  const length = (count: number) => JSON.stringify({ kind: "filter", excludedIds: idsOf(count) }).length;
  expect(length(MAX_SELECTED_IDS)).toBeLessThan(1_000_000);
  expect(length(MAX_NAMED_IDS)).toBeLessThan(MAX_SELECTION_BYTES);
});

it.each([[[1]], [[""]], [["a".repeat(65)]], [["a", null]], ["a"], [{ length: 1 }]])(
  "%j is no list of ids",
  (ids) => {
    expect(selectionSchema.safeParse({ kind: "ids", ids }).success).toBe(false);
    expect(selectionSchema.safeParse({ kind: "filter", filterText: "", excludedIds: ids }).success).toBe(
      false,
    );
  },
);

it("a selection without its ids is none", () => {
  expect(selectionSchema.safeParse({ kind: "ids" }).success).toBe(false);
  expect(selectionSchema.safeParse({ kind: "filter", filterText: "" }).success).toBe(false);
  expect(submittedSchema.safeParse({ kind: "ids" }).success).toBe(false);
});
