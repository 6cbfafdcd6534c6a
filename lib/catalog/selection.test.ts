import { describe, expect, it } from "vitest";
import { selectionSchema } from "./selection.ts";
import { MAX_SELECTED_IDS } from "./selection-limits.ts";

const idsOf = (count: number) => Array.from({ length: count }, (_, i) => i.toString(16).padStart(32, "0"));

describe("a selection that names ids", () => {
  it.each(["ids", "excludedIds"] as const)("takes %s up to its limit, and none above it", (field) => {
    const selection = (count: number) =>
      field === "ids"
        ? { kind: "ids", ids: idsOf(count) }
        : { kind: "filter", filterText: "", excludedIds: idsOf(count) };
    expect(selectionSchema.safeParse(selection(MAX_SELECTED_IDS)).success).toBe(true);
    const refused = selectionSchema.safeParse(selection(MAX_SELECTED_IDS + 1));
    // What the action tells apart as too many (lib/actions/create-action.ts).
    expect(refused.error?.issues).toMatchObject([{ code: "too_big", origin: "array", path: [field] }]);
  });

  it("fits into the 1 MB of a server action at its limit", () => {
    const text = JSON.stringify({ kind: "ids", ids: idsOf(MAX_SELECTED_IDS) });
    expect(text.length).toBeLessThan(1_000_000);
  });
});
