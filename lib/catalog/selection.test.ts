import { describe, expect, it } from "vitest";
import { selectionSchema, submittedSchema } from "./selection.ts";
import { MAX_NAMED_IDS, MAX_SELECTED_IDS, MAX_SELECTION_BYTES } from "./selection-limits.ts";

const idsOf = (count: number) => Array.from({ length: count }, (_, i) => i.toString(16).padStart(32, "0"));

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
  const length = (count: number, id: string) =>
    JSON.stringify({ kind: "ids", ids: new Array(count).fill(id) }).length;
  expect(length(MAX_SELECTED_IDS, "a".repeat(32))).toBeLessThan(1_000_000);
  expect(length(MAX_NAMED_IDS, "a".repeat(64))).toBeLessThan(MAX_SELECTION_BYTES);
});

it.each([
  ["nothing", {}],
  ["ids and a list", { excludedIds: [], excludedListId: "l" }],
])("a submitted selection that leaves out %s is refused", (_, leftOut) => {
  for (const all of [
    { kind: "filter", filterText: "" },
    { kind: "list", listId: "m" },
  ] as const) {
    expect(submittedSchema.safeParse({ ...all, ...leftOut }).success).toBe(false);
    expect(submittedSchema.safeParse({ ...all, excludedListId: "l" }).success).toBe(true);
  }
});
