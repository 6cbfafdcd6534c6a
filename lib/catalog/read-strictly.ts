import { UseCaseError } from "../use-case-error.ts";
import { parseFilterText, type VideoFilter } from "./filter.ts";

/**
 * A filter out of a request's parameter.
 *
 * @throws UseCaseError `invalid-input` naming the parameter, when a part of the text cannot be read
 */
export function readStrictly(text: string, field: string): VideoFilter {
  try {
    return parseFilterText(text);
  } catch (cause) {
    throw new UseCaseError("invalid-input", { field }, { cause });
  }
}
