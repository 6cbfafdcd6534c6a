import { MAX_RECORD_CHARS } from "./limits.ts";
import { ListRefusal } from "./list-refusal.ts";

/** What parts the cells of a line; null where a line is one cell. */
export const DELIMITERS = [",", ";", "\t", "，", "；", "、"] as const;
export type Delimiter = (typeof DELIMITERS)[number] | null;

/** One record: its cells as written, quotes taken off, and the line it begins in, counted from 1. */
export type TableRecord = { line: number; cells: string[] };

/** The record with where the next one begins, or null while more text is needed to tell. */
type Taken = { cells: string[]; next: number; lineEnds: number } | null;

/**
 * Reads a table record by record, wherever its text is cut. Cells may stand in double quotes, and then hold
 * delimiters, line ends and doubled quotes (RFC 4180). Lines end with LF, CRLF or CR. No more than one
 * unfinished record is kept.
 *
 * @throws ListRefusal `endless-line` or `open-quote` where a record goes on past `MAX_RECORD_CHARS`, or its
 *   quotes past the end
 */
export function createRecordReader(delimiter: Delimiter): {
  feed(text: string): TableRecord[];
  end(): TableRecord[];
} {
  let rest = "";
  let line = 1;

  const read = (text: string, last: boolean): TableRecord[] => {
    const buffer = rest + text;
    const records: TableRecord[] = [];
    let at = 0;
    while (at < buffer.length) {
      const taken = takeRecord(buffer, at, delimiter, last, line);
      const length = (taken?.next ?? buffer.length) - at;
      // Two characters more for the line's end.
      if (length > MAX_RECORD_CHARS + 2)
        throw new ListRefusal(taken ? "endless-line" : whyEndless(buffer, at), line);
      if (!taken) break;
      records.push({ line, cells: taken.cells });
      line += taken.lineEnds;
      at = taken.next;
    }
    rest = buffer.slice(at);
    return records;
  };

  return { feed: (text) => read(text, false), end: () => read("", true) };
}

function whyEndless(buffer: string, at: number): "open-quote" | "endless-line" {
  return buffer.slice(at, at + MAX_RECORD_CHARS).includes("\n") ? "open-quote" : "endless-line";
}

function takeRecord(buffer: string, from: number, delimiter: Delimiter, last: boolean, line: number): Taken {
  const cells: string[] = [];
  let at = from;
  let lineEnds = 1;
  for (;;) {
    let quoted = "";
    const quote = quoteAt(buffer, at);
    if (quote >= 0) {
      const closed = takeQuoted(buffer, quote + 1, last);
      if (closed === null) {
        if (last) throw new ListRefusal("open-quote", line);
        return null;
      }
      quoted = closed.text;
      lineEnds += countLineEnds(quoted);
      at = closed.next;
    }
    const end = nextBreak(buffer, at, delimiter);
    // The end of a line may be CRLF, of which only the first half may be there yet.
    const cut = end >= buffer.length || (buffer[end] === "\r" && end + 1 >= buffer.length);
    if (cut && !last) return null;
    cells.push(quoted + buffer.slice(at, end));
    if (end >= buffer.length) return { cells, next: buffer.length, lineEnds };
    if (buffer[end] === delimiter) {
      at = end + 1;
      continue;
    }
    const next = buffer[end] === "\r" && buffer[end + 1] === "\n" ? end + 2 : end + 1;
    return { cells, next, lineEnds };
  }
}

/** Where a quoted cell opens, past blanks that somebody put before the quote; -1 for a plain cell. */
function quoteAt(buffer: string, from: number): number {
  let at = from;
  while (buffer[at] === " ") at += 1;
  return buffer[at] === '"' ? at : -1;
}

function takeQuoted(buffer: string, from: number, last: boolean): { text: string; next: number } | null {
  let text = "";
  let at = from;
  for (;;) {
    const quote = buffer.indexOf('"', at);
    // A quote at the very end may be the first half of a doubled one.
    if (quote < 0 || (quote + 1 >= buffer.length && !last)) return null;
    if (buffer[quote + 1] !== '"') return { text: text + buffer.slice(at, quote), next: quote + 1 };
    text += buffer.slice(at, quote + 1);
    at = quote + 2;
  }
}

function nextBreak(buffer: string, from: number, delimiter: Delimiter): number {
  const code = delimiter === null ? -1 : delimiter.charCodeAt(0);
  let at = from;
  for (; at < buffer.length; at += 1) {
    const here = buffer.charCodeAt(at);
    if (here === 10 || here === 13 || here === code) return at;
  }
  return at;
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
