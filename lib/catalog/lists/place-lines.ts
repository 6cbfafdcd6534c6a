import { rowsOf } from "../../db/rows.ts";
import type { Tx } from "../../db/types.ts";
import type { Judgement } from "../../lists/judge-line.ts";
import type { LineStatus } from "../../lists/line-status.ts";
import { linesFor } from "./on-list.ts";

/** A line of a list as it is stored. */
export type PlacedLine = {
  no: number;
  line: number;
  text: string;
  status: LineStatus;
  videoId: string | null;
  detail: string | null;
  candidates: string[] | null;
};

export type JudgedLine = { no: number; line: number; text: string } & { judgement: Judgement | Settled };
/** What needed no look, and what a person said. */
export type Settled =
  | { status: "chosen"; videoId: string }
  | { status: "duplicate" | "malformed"; detail: string };

/**
 * Gives each line its place in the list. A line that stands for a video which the list has already, under
 * whatever name, is a duplicate of that line.
 *
 * @param lines in the order of the list, each once; the transaction holds the list
 */
export async function placeLines(
  tx: Tx,
  listId: string,
  lines: readonly JudgedLine[],
): Promise<PlacedLine[]> {
  const wanted = lines.flatMap(({ judgement }) => ("videoId" in judgement ? [judgement.videoId] : []));
  const held = await linesOf(tx, listId, wanted);
  return lines.map(({ no, line, text, judgement }) => {
    const placed = {
      no,
      line,
      text,
      status: judgement.status,
      videoId: null,
      detail: null,
      candidates: null,
    };
    if ("candidates" in judgement) return { ...placed, candidates: judgement.candidates };
    if ("detail" in judgement) return { ...placed, detail: judgement.detail };
    if (!("videoId" in judgement)) return placed;
    const first = held.get(judgement.videoId);
    if (first !== undefined) return { ...placed, status: "duplicate", detail: String(first) };
    held.set(judgement.videoId, line);
    return { ...placed, videoId: judgement.videoId };
  });
}

/** The lines of the file that stand for these videos already. */
async function linesOf(tx: Tx, listId: string, videoIds: readonly string[]): Promise<Map<string, number>> {
  if (videoIds.length === 0) return new Map();
  const rows = await rowsOf<{ video_id: string; line: number }>(tx, linesFor(listId, videoIds));
  return new Map(rows.map((row) => [row.video_id, Number(row.line)]));
}
