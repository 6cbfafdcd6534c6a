import { z } from "zod";
import { parseFilterText } from "./filter.ts";
import { MAX_SELECTED_IDS } from "./selection-limits.ts";

const ids = z.array(z.string().min(1).max(64)).max(MAX_SELECTED_IDS);

/** A selection as the browser sends it. A filter whose text cannot be read to the last part is refused. */
export const selectionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ids"), ids }),
  z.object({
    kind: z.literal("filter"),
    filterText: z.string().max(10_000).refine(isReadable),
    excludedIds: ids,
  }),
  z.object({ kind: z.literal("list"), listId: z.string().min(1).max(64), excludedIds: ids }),
]);

function isReadable(text: string): boolean {
  try {
    parseFilterText(text);
    return true;
  } catch {
    return false;
  }
}
