import { z } from "zod";
import { VIDEO_SORTS, type VideoSort } from "./sort.ts";

/** Where a page ended. `value` is null among the videos of unknown size, which come last either way. */
export type Cursor = { sort: VideoSort; value: string | number | null; videoId: string };

const wire = z.tuple([z.enum(VIDEO_SORTS), z.union([z.string(), z.number(), z.null()]), z.string()]);

/** Opaque to the browser, which only hands it back. */
export function writeCursor({ sort, value, videoId }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, value, videoId])).toString("base64url");
}

/** null when the text is no cursor of this sort: an old link, or another sort's. */
export function readCursor(text: string, sort: VideoSort): Cursor | null {
  const parsed = wire.safeParse(parseJson(Buffer.from(text, "base64url").toString("utf8")));
  if (!parsed.success) return null;
  const [cursorSort, value, videoId] = parsed.data;
  if (cursorSort !== sort) return null;
  const [column] = sort.split(".");
  const fits =
    column === "size"
      ? value === null || typeof value === "number"
      : typeof value === "string" && (column !== "created" || !Number.isNaN(Date.parse(value)));
  return fits ? { sort, value, videoId } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
