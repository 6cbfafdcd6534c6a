import type { IdColumn } from "./layout.ts";
import { MAX_ENTRY_CHARS, MAX_LINES } from "./limits.ts";
import { ListRefusal } from "./list-refusal.ts";
import { readId } from "./read-id.ts";
import { createRecordReader, type Delimiter, type TableRecord } from "./record-reader.ts";

/** How a list is to be read: as detected, or as a person said. */
export type Reading = { delimiter: Delimiter; header: boolean; column: IdColumn };

/**
 * One entry. `text` is the id as `readId` mends it, or what stands in its place, cut to `MAX_ENTRY_CHARS`.
 * `sameAs` is the line that holds the very same id first.
 */
export type ListEntry = { line: number; text: string; sameAs: number | null };

const SEPARATORS = /[\s,，、;；]+/u;

/**
 * Reads the entries of a list, wherever its text is cut. Lines without anything on them are passed over; a
 * record whose id is empty beside other cells is an entry that is no id.
 *
 * @throws ListRefusal as `createRecordReader`, `too-many-lines` past `MAX_LINES`, and `empty` at the end of a
 *   list without entries
 */
export function createListReader(reading: Reading): {
  feed(text: string): ListEntry[];
  end(): ListEntry[];
} {
  const records = createRecordReader(reading.delimiter);
  const seen = new Map<string, number>();
  let skipHeader = reading.header;
  let count = 0;

  const read = ({ line, cells }: TableRecord): ListEntry[] => {
    if (cells.every((cell) => cell.trim() === "")) return [];
    if (skipHeader) {
      skipHeader = false;
      return [];
    }
    const entries = textsOf(cells, reading.column).map((text) => entry(line, text));
    count += entries.length;
    if (count > MAX_LINES) throw new ListRefusal("too-many-lines", line);
    return entries;
  };

  const entry = (line: number, text: string): ListEntry => {
    const id = readId(text);
    // Cutting may part a pair of surrogates, which no JSON reader on the other side would take.
    if (!id.ok) return { line, text: text.trim().slice(0, MAX_ENTRY_CHARS).toWellFormed(), sameAs: null };
    const sameAs = seen.get(id.token) ?? null;
    if (sameAs === null) seen.set(id.token, line);
    return { line, text: id.token, sameAs };
  };

  return {
    feed: (text) => records.feed(text).flatMap(read),
    end() {
      const last = records.end().flatMap(read);
      if (count === 0) throw new ListRefusal("empty");
      return last;
    },
  };
}

/** What stands where the ids are. Several ids in one cell, parted by anything, are several entries. */
function textsOf(cells: readonly string[], column: IdColumn): string[] {
  const texts = column === "all" ? cells.filter((cell) => cell.trim() !== "") : [cells[column] ?? ""];
  return texts.flatMap((text) => {
    const pieces = text.split(SEPARATORS).filter((piece) => piece !== "");
    const several = pieces.length > 1 && pieces.every(isVideoId);
    return several ? pieces : [text];
  });
}

function isVideoId(text: string): boolean {
  const id = readId(text);
  return id.ok && id.videoId !== null;
}
