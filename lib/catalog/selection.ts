import { z } from "zod";
import { parseFilterText } from "./filter.ts";
import { MAX_NAMED_IDS, MAX_SELECTED_IDS } from "./selection-limits.ts";

const id = z.string().min(1).max(64);

/** A filter whose text cannot be read to the last part is refused. */
const filterText = z.string().max(10_000).refine(isReadable);

const named = z.array(id).max(MAX_NAMED_IDS);

/** A selection as the browser sends it to the routes that count and export it. */
export const selectionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ids"), ids: named }),
  z.object({ kind: z.literal("filter"), filterText, excludedIds: named }),
  z.object({ kind: z.literal("list"), listId: id, excludedIds: named }),
]);

const submitted = z.array(id).max(MAX_SELECTED_IDS);
/** One of the two: a server that knows no such list then refuses what it would otherwise take for everything. */
const leftOut = { excludedIds: submitted.optional(), excludedListId: id.optional() };
const saysWhatIsLeftOut = (one: { excludedIds?: unknown; excludedListId?: unknown }) =>
  (one.excludedIds === undefined) !== (one.excludedListId === undefined);

/** A selection as the browser submits it for a deletion: what is too long for an action is an uploaded list. */
export const submittedSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ids"), ids: submitted }),
  z.object({ kind: z.literal("filter"), filterText, ...leftOut }).refine(saysWhatIsLeftOut),
  z.object({ kind: z.literal("list"), listId: id, ...leftOut }).refine(saysWhatIsLeftOut),
]);

function isReadable(text: string): boolean {
  try {
    parseFilterText(text);
    return true;
  } catch {
    return false;
  }
}
