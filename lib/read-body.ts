import type { ZodType } from "zod";
import { isTooMany } from "./actions/is-too-many.ts";
import { UseCaseError } from "./use-case-error.ts";

/** Of a body that names nothing long. */
const MAX_BODY_BYTES = 100_000;

/**
 * The JSON body of a request, as the schema has it. Never more of it is kept than `maxBytes`.
 *
 * @throws UseCaseError `too-many` for one that is longer, or whose list is; `invalid-input` for anything else
 *   that does not fit the schema
 */
export async function readBody<T>(
  request: Request,
  schema: ZodType<T>,
  maxBytes = MAX_BODY_BYTES,
): Promise<T> {
  const parsed = schema.safeParse(parseJson(await readBytes(request, maxBytes)));
  if (parsed.success) return parsed.data;
  throw new UseCaseError(isTooMany(parsed.error) ? "too-many" : "invalid-input");
}

/** @throws UseCaseError `too-many` for a body that is longer */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.length;
    if (size > maxBytes) throw new UseCaseError("too-many");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Null for what is no JSON, which no schema takes. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
