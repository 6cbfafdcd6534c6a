import { z } from "zod";
import { parseFilterText } from "./filter.ts";
import { MAX_NAMED_IDS, MAX_SELECTED_IDS } from "./selection-limits.ts";

const MAX_ID_LENGTH = 64;
const id = z.string().min(1).max(MAX_ID_LENGTH);

/** A filter whose text cannot be read to the last part is refused. */
const filterText = z.string().max(10_000).refine(isReadable);

const named = idsUpTo(MAX_NAMED_IDS);

/** A selection as the browser sends it to the routes that count and export it. */
export const selectionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ids"), ids: named }),
  z.object({ kind: z.literal("filter"), filterText, excludedIds: named }),
  z.object({ kind: z.literal("list"), listId: id, excludedIds: named }),
]);

const submitted = idsUpTo(MAX_SELECTED_IDS);
/** One of the two, which `createDeletion` sees to. */
const leftOut = { excludedIds: submitted.optional(), excludedListId: id.optional() };

/** A selection as the browser submits it for a deletion: what is too long for an action is an uploaded list. */
export const submittedSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ids"), ids: submitted }),
  z.object({ kind: z.literal("filter"), filterText, ...leftOut }),
  z.object({ kind: z.literal("list"), listId: id, ...leftOut }),
]);

/** Looked at in one go: an array of a schema makes an issue of every element, which may be a million. */
function idsUpTo(most: number) {
  return z.unknown().transform((value, context): string[] => {
    if (Array.isArray(value) && value.length > most) {
      context.addIssue({ code: "too_big", origin: "array", maximum: most, inclusive: true, input: value });
    } else if (Array.isArray(value) && value.every(isId)) {
      return value;
    } else {
      context.addIssue({ code: "custom", message: "no list of ids", input: value });
    }
    return z.NEVER;
  });
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_ID_LENGTH;
}

function isReadable(text: string): boolean {
  try {
    parseFilterText(text);
    return true;
  } catch {
    return false;
  }
}
