import { createHash } from "node:crypto";
import { z } from "zod";
import { LINES_PER_PART, MAX_ENTRY_CHARS } from "../../lists/limits.ts";
import type { ListEntry } from "../../lists/list-reader.ts";
import { parseJson, readBytes } from "../../read-body.ts";
import { UseCaseError } from "../../use-case-error.ts";

/** A full part of the longest entries there are, each character escaped. */
const MAX_PART_BYTES = LINES_PER_PART * (MAX_ENTRY_CHARS * 6 + 40);

const text = z
  .string()
  .max(MAX_ENTRY_CHARS)
  // PostgreSQL keeps no such character in a text.
  .refine((value) => !value.includes("\0") && value.isWellFormed());
const entry = z.tuple([z.number().int().positive(), text, z.number().int().positive().nullable()]);
const schema = z.object({ entries: z.array(entry).min(1).max(LINES_PER_PART) });

/**
 * Reads the body of a part: `{ entries: [[line, text, sameAs], …] }`. What arrived is compared with what the
 * sender declared before anything is read of it, so that a body cut on its way is never taken for a shorter list.
 *
 * @throws UseCaseError `digest-mismatch` for a body that is not the one sent, `invalid-input` for one that is
 *   no part
 */
export async function receivePart(request: Request): Promise<{ digest: string; entries: ListEntry[] }> {
  const bytes = await readBytes(request, MAX_PART_BYTES);
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (request.headers.get("x-content-sha256")?.toLowerCase() !== digest)
    throw new UseCaseError("digest-mismatch");
  const parsed = schema.safeParse(parseJson(bytes));
  if (!parsed.success) throw new UseCaseError("invalid-input");
  const entries = parsed.data.entries.map(([line, value, sameAs]) => ({ line, text: value, sameAs }));
  if (request.headers.get("x-line-count") !== String(entries.length))
    throw new UseCaseError("digest-mismatch");
  return { digest, entries };
}
