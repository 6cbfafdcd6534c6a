import { ListRefusal } from "./list-refusal.ts";

/** Enough bytes to tell a byte order mark, or a file that says by its first bytes that it is no text. */
const HEAD_BYTES = 4;

/**
 * Turns the bytes of a file into text, chunk by chunk, wherever the chunks are cut: UTF-8 with or without a
 * byte order mark, or UTF-16 with one. Older encodings (GB18030, ANSI) cannot be told from each other with
 * certainty, and a list read in the wrong one would name other ids, so they are refused.
 */
export function createTextDecoder(): { feed(bytes: Uint8Array): string; end(): string } {
  let head: Uint8Array | null = new Uint8Array();
  let decoder = new TextDecoder("utf-8", { fatal: true });
  let wide = false;

  const decode = (bytes: Uint8Array, last: boolean): string => {
    if (!wide && bytes.includes(0)) throw new ListRefusal("binary");
    let text: string;
    try {
      text = decoder.decode(bytes, { stream: !last });
    } catch {
      throw new ListRefusal("not-utf8");
    }
    if (wide && text.includes("\0")) throw new ListRefusal("binary");
    return text;
  };

  const begin = (bytes: Uint8Array, last: boolean): string => {
    head = null;
    const [first, second] = bytes;
    const mark =
      first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
    if (mark) {
      wide = true;
      decoder = new TextDecoder(mark, { fatal: true });
    } else if (isKnownBinary(bytes)) throw new ListRefusal("binary");
    return decode(bytes, last);
  };

  return {
    feed(bytes) {
      if (head === null) return decode(bytes, false);
      const joined = joinBytes(head, bytes);
      head = joined;
      return joined.length < HEAD_BYTES ? "" : begin(joined, false);
    },
    end: () => (head === null ? decode(new Uint8Array(), true) : begin(head, true)),
  };
}

/** A workbook (or any other ZIP) and a PDF, which people do drop in place of a CSV. */
function isKnownBinary(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES));
  return start === "PK\u0003\u0004" || start === "%PDF";
}

function joinBytes(one: Uint8Array, two: Uint8Array): Uint8Array {
  const joined = new Uint8Array(one.length + two.length);
  joined.set(one);
  joined.set(two, one.length);
  return joined;
}
