import type { Amount } from "@/lib/engine/views.ts";

/** The part of a whole between 0 and 1: of its bytes, or of its videos where no size is known. */
export function glanceShare(part: Amount, whole: Amount): number {
  if (whole.bytes > 0) return part.bytes / whole.bytes;
  return whole.count > 0 ? part.count / whole.count : 0;
}
