import { z } from "zod";

const cursorSchema = z.object({
  runner: z.string(),
  beatAt: z.string().nullable(),
  /** list: walking the windows · unmet: looking live at what a full walk did not meet. */
  phase: z.enum(["list", "unmet"]),
  totals: z.object({ video: z.number().nullable(), audio: z.number().nullable() }),
  /** A full walk reads once more, at its end, what was created while it went on. */
  tail: z.boolean(),
  /** The last video id that was held against the walk. */
  after: z.string(),
  unmet: z.number(),
  vanished: z.number(),
  perSecond: z.number().nullable(),
});
export type SyncCursor = z.infer<typeof cursorSchema>;

/** Reads a cursor that may be of another version. */
export function readCursor(cursor: unknown): SyncCursor | null {
  return cursorSchema.safeParse(cursor).data ?? null;
}
