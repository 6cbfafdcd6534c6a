import { readId } from "./read-id.ts";
import { createRecordReader, DELIMITERS, type Delimiter } from "./record-reader.ts";

/** Which cells of a table are the ids: a column, counted from 0, or every cell there is. */
export type IdColumn = number | "all";

/** How a list is laid out, as far as its first lines tell. */
export type Layout = {
  delimiter: Delimiter;
  header: boolean;
  columns: number;
  /** null where the first lines do not tell: a person chooses. */
  column: IdColumn | null;
  /** The first records, the header among them, for a look before anything is read. */
  sample: string[][];
};

const SAMPLE_RECORDS = 50;
/** Records of one length, among the sample, that make a delimiter believable. */
const EVEN = 0.8;
/** Of a column's cells, those that must be VideoIds for it to be taken for the column of ids. */
const MOSTLY = 0.9;

const VIDEO_NAMES = new Set([
  "videoid",
  "vid",
  "mediaid",
  "audioid",
  "视频id",
  "音视频id",
  "媒体id",
  "媒资id",
]);
const CUSTOM_NAMES = new Set(["referenceid", "customid", "自定义id", "自定义媒资id"]);
const PLAIN_NAMES = new Set(["id", "ids"]);

/**
 * Reads the layout off the beginning of a list.
 *
 * @param text the first lines; the last one may be cut
 * @param whole whether that is all there is
 */
export function detectLayout(text: string, whole: boolean): Layout {
  const delimiter = detectDelimiter(text, whole);
  const records = sampleOf(text, delimiter, whole);
  const columns = Math.max(1, ...records.map((cells) => cells.length));
  const [first = [], ...others] = records;
  const header = isHeader(first, others);
  return {
    delimiter,
    header,
    columns,
    column: findColumn(header ? first : null, header ? others : records, columns),
    sample: records,
  };
}

function sampleOf(text: string, delimiter: Delimiter, whole: boolean): string[][] {
  const reader = createRecordReader(delimiter);
  const records = [...reader.feed(text), ...(whole ? reader.end() : [])];
  return records
    .map(({ cells }) => cells)
    .filter((cells) => cells.some((cell) => cell.trim() !== ""))
    .slice(0, SAMPLE_RECORDS);
}

/** The one that parts most lines into the same number of cells; of several, the one that makes more of them. */
function detectDelimiter(text: string, whole: boolean): Delimiter {
  let best: { delimiter: Delimiter; share: number; columns: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const lengths = sampleOf(text, delimiter, whole).map((cells) => cells.length);
    const columns = mostCommon(lengths.filter((length) => length > 1));
    if (columns === null) continue;
    const share = lengths.filter((length) => length === columns).length / lengths.length;
    const better = !best || share > best.share || (share === best.share && columns > best.columns);
    if (better) best = { delimiter, share, columns };
  }
  return best && (best.share >= EVEN || isSpread(text, best.delimiter, whole)) ? best.delimiter : null;
}

/** Lines of uneven length all the same, where every cell is an id: somebody wrote them one after the other. */
function isSpread(text: string, delimiter: Delimiter, whole: boolean): boolean {
  return areVideoIds(sampleOf(text, delimiter, whole).flat());
}

function isHeader(first: readonly string[], others: readonly string[][]): boolean {
  if (first.some((cell) => rankOf(cell) !== null)) return true;
  // Names nobody foresaw: no id among them, above a column of ids. A person sees them before a table is read; a
  // list of one column is read at once, and its first line might be a custom id.
  if (first.length === 1 || others.length === 0 || first.some(isVideoId)) return false;
  return first.some((_, at) => areVideoIds(columnOf(others, at)));
}

function findColumn(
  names: readonly string[] | null,
  records: readonly string[][],
  columns: number,
): IdColumn | null {
  if (columns === 1) return 0;
  const named = (names ?? []).flatMap((name, at) => {
    const rank = rankOf(name);
    return rank === null ? [] : [{ at, rank }];
  });
  const best = Math.min(...named.map(({ rank }) => rank));
  const [only, ...more] = named.filter(({ rank }) => rank === best);
  if (only && more.length === 0) return only.at;
  if (names === null && areVideoIds(records.flat())) return "all";
  const full = Array.from({ length: columns }, (_, at) => at).filter((at) =>
    areVideoIds(columnOf(records, at)),
  );
  return full.length === 1 ? (full[0] ?? null) : null;
}

/** How surely a header's name speaks of ids, the smaller the surer; null where it does not. */
function rankOf(name: string): number | null {
  const plain = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-.:：()（）]/g, "");
  if (VIDEO_NAMES.has(plain)) return 0;
  if (CUSTOM_NAMES.has(plain)) return 1;
  return PLAIN_NAMES.has(plain) ? 2 : null;
}

const columnOf = (records: readonly string[][], at: number) => records.map((cells) => cells[at] ?? "");

function isVideoId(cell: string): boolean {
  const read = readId(cell);
  return read.ok && read.videoId !== null;
}

/** Most of those that hold something: a few broken entries do not hide which column it is. */
function areVideoIds(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  return filled.length > 0 && filled.filter(isVideoId).length / filled.length >= MOSTLY;
}

function mostCommon(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: number | null = null;
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = value;
  return best;
}
