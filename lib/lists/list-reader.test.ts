import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTextDecoder } from "./decode-text.ts";
import { detectLayout } from "./layout.ts";
import { MAX_RECORD_CHARS } from "./limits.ts";
import { createListReader, type Reading } from "./list-reader.ts";
import { createRecordReader, DELIMITERS, type Delimiter } from "./record-reader.ts";

const hexId = fc.stringMatching(/^[0-9a-f]{32}$/);
const customId = fc.stringMatching(/^[A-Za-z0-9_-]{6,31}$/);
const anyId = fc.oneof(hexId, customId);
const cellText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.stringMatching(/^[ "',;，；、\t\r\n\p{L}0-9]{0,12}$/u),
);
const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
const delimiter = fc.constantFrom<Delimiter>(...DELIMITERS, null);

/** A table of one width, as somebody might have written it. */
const table = fc
  .record({ delimiter, lineEnd, always: fc.boolean(), last: fc.boolean() })
  .chain(({ delimiter, lineEnd, always, last }) =>
    fc
      .integer({ min: 1, max: delimiter === null ? 1 : 4 })
      .chain((width) =>
        fc.array(fc.array(cellText, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      )
      .map((rows) => ({
        rows,
        delimiter,
        text:
          rows
            .map((row) => row.map((cell) => print(cell, delimiter, always)).join(delimiter ?? ""))
            .join(lineEnd) + (last ? lineEnd : ""),
      })),
  );

function print(cell: string, delimiter: Delimiter, always: boolean): string {
  const needed = /["\r\n]|^ /.test(cell) || (delimiter !== null && cell.includes(delimiter));
  return needed || always ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The same text cut at these places, in pieces. */
function cutAt<T extends { length: number; slice(from: number, to: number): T }>(
  whole: T,
  places: readonly number[],
): T[] {
  const cuts = [0, ...places.map((at) => at % (whole.length + 1)).toSorted((a, b) => a - b), whole.length];
  return cuts.slice(1).map((to, i) => whole.slice(cuts[i] ?? 0, to));
}

function recordsOf(pieces: readonly string[], by: Delimiter) {
  const reader = createRecordReader(by);
  return [...pieces.flatMap((piece) => reader.feed(piece)), ...reader.end()];
}

function entriesOf(text: string, reading: Reading) {
  const reader = createListReader(reading);
  return [...reader.feed(text), ...reader.end()];
}

function refusalOf(run: () => unknown): string {
  try {
    run();
    return "none";
  } catch (error) {
    return error instanceof Error && "code" in error ? `${String(error.code)}` : "bug";
  }
}

describe("records", () => {
  it("of any table, printed in any dialect, read back as they were", () => {
    fc.assert(
      fc.property(table, ({ rows, text, delimiter: by }) => {
        // A last row of one empty cell is nothing at all in the text.
        const tail = rows.at(-1)?.join("") === "" && rows.at(-1)?.length === 1;
        const cells = recordsOf([text], by).map((record) => record.cells);
        expect(tail ? cells.slice(0, rows.length - 1) : cells).toEqual(tail ? rows.slice(0, -1) : rows);
      }),
    );
  });

  it("are the same wherever the text is cut", () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(), { maxLength: 6 }), ({ text, delimiter: by }, places) => {
        expect(recordsOf(cutAt(text, places), by)).toEqual(recordsOf([text], by));
      }),
    );
  });

  it("say the line they begin in, also behind quoted line ends", () => {
    const lines = recordsOf(['a\r\n"b\nc\r\nd"\re\n\nf'], null).map(({ line, cells }) => [line, ...cells]);
    expect(lines).toEqual([
      [1, "a"],
      [2, "b\nc\r\nd"],
      [5, "e"],
      [6, ""],
      [7, "f"],
    ]);
  });

  it("never grow without an end: a line, and a quote that is never closed, are refused", () => {
    const endless = "x".repeat(MAX_RECORD_CHARS / 4);
    const feedAll = (first: string, again: string) => () => {
      const reader = createRecordReader(",");
      reader.feed(first);
      for (let i = 0; i < 6; i += 1) reader.feed(again);
    };
    expect(refusalOf(feedAll("", endless))).toBe("endless-line");
    expect(refusalOf(feedAll('a\n"open\n', endless))).toBe("open-quote");
    expect(refusalOf(() => recordsOf(['a\n"open\nb'], ","))).toBe("open-quote");
    expect(refusalOf(() => recordsOf([`${"x".repeat(MAX_RECORD_CHARS)}\nb`], ","))).toBe("none");
  });
});

describe("text", () => {
  const encode = (text: string, as: "utf-8" | "utf-8 mark" | "utf-16le" | "utf-16be"): Uint8Array => {
    if (as === "utf-8") return new TextEncoder().encode(text);
    if (as === "utf-8 mark") return new TextEncoder().encode(`\uFEFF${text}`);
    const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
    return new Uint8Array(as === "utf-16le" ? bytes : bytes.swap16());
  };
  const decode = (pieces: readonly Uint8Array[]) => {
    const decoder = createTextDecoder();
    return pieces.map((piece) => decoder.feed(piece)).join("") + decoder.end();
  };

  it("is read with and without byte order mark, wherever its bytes are cut", () => {
    const text = fc.string({ unit: "grapheme" }).filter((t) => !t.includes("\0") && !t.startsWith("\uFEFF"));
    const as = fc.constantFrom(
      "utf-8" as const,
      "utf-8 mark" as const,
      "utf-16le" as const,
      "utf-16be" as const,
    );
    fc.assert(
      fc.property(text, as, fc.array(fc.nat(), { maxLength: 5 }), (given, encoding, places) => {
        expect(decode(cutAt(encode(given, encoding), places))).toBe(given);
      }),
    );
  });

  it.each([
    ["a workbook", "PK\u0003\u0004rest", "binary"],
    ["a PDF", "%PDF-1.7\n", "binary"],
    ["bytes of nothing", "abc\0def", "binary"],
  ])("is not taken from %s", (_, given, code) => {
    expect(refusalOf(() => decode([new TextEncoder().encode(given)]))).toBe(code);
  });

  it("in GB18030 is refused rather than guessed", () => {
    // 视频 as GB18030 writes it.
    const bytes = new Uint8Array([0xca, 0xd3, 0xc6, 0xb5, 0x0a]);
    expect(refusalOf(() => decode([bytes]))).toBe("not-utf8");
  });
});

describe("a list", () => {
  const plain: Reading = { delimiter: null, header: false, column: 0 };

  it("names every id once as new, in order, and every repetition with the line of the first", () => {
    // Of a few, so that some come again, and again.
    const repeated = fc
      .array(anyId, { minLength: 1, maxLength: 4 })
      .chain((few) => fc.array(fc.constantFrom(...few), { minLength: 1 }));
    fc.assert(
      fc.property(repeated, lineEnd, (ids, end) => {
        const entries = entriesOf(ids.join(end), plain);
        expect(entries.map((entry) => entry.text)).toEqual(ids);
        expect(entries.map((entry) => entry.line)).toEqual(ids.map((_, i) => i + 1));
        expect(entries.map((entry) => entry.sameAs)).toEqual(
          ids.map((id, i) => (ids.indexOf(id) < i ? ids.indexOf(id) + 1 : null)),
        );
      }),
    );
  });

  it("tells custom ids apart by letter case, and keeps the spelling", () => {
    const entries = entriesOf("Master-1\nmaster-1\nMaster-1", plain);
    expect(entries.map(({ text, sameAs }) => [text, sameAs])).toEqual([
      ["Master-1", null],
      ["master-1", null],
      ["Master-1", 1],
    ]);
  });

  it("passes over blank lines and the header, and reports an empty id beside other cells", () => {
    const text = 'Title;VideoId\n\n;\n"One";aaaaaa\n"Two";\n';
    const entries = entriesOf(text, { delimiter: ";", header: true, column: 1 });
    expect(entries.map(({ line, text: id }) => [line, id])).toEqual([
      [4, "aaaaaa"],
      [5, ""],
    ]);
  });

  it("takes several VideoIds out of one cell, and no words out of a sentence", () => {
    const [a, b] = ["a".repeat(32), "B".repeat(32)];
    const entries = entriesOf(`${a}，${b} ${a}\nsummer holiday`, plain);
    expect(entries.map((entry) => entry.text)).toEqual([a, b, a, "summer holiday"]);
  });

  it("of nothing but blank lines is refused", () => {
    expect(refusalOf(() => entriesOf("\n\r\n  \n", plain))).toBe("empty");
  });
});

describe("the layout", () => {
  const ids = Array.from({ length: 30 }, (_, i) => i.toString(16).padStart(32, "0"));

  it("is found for a column of VideoIds among others, in every dialect, with or without a header", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DELIMITERS),
        fc.integer({ min: 0, max: 2 }),
        fc.constantFrom(null, "VideoId", "video_id", "视频ID", "MediaId", "vid"),
        (by, at, name) => {
          const rows = ids.map((id, n) => [`Title ${n}`, "Normal"].toSpliced(at, 0, id));
          const head = name === null ? [] : [["Title", "Status"].toSpliced(at, 0, name)];
          const layout = detectLayout([...head, ...rows].map((row) => row.join(by)).join("\r\n"), true);
          expect(layout).toMatchObject({ delimiter: by, header: name !== null, columns: 3, column: at });
        },
      ),
    );
  });

  it("of one id a line has no delimiter", () => {
    expect(detectLayout(ids.join("\n"), true)).toMatchObject({ delimiter: null, header: false, column: 0 });
    expect(detectLayout(`VideoId\n${ids.join("\n")}`, true)).toMatchObject({ header: true, column: 0 });
  });

  it.each(["Ref-Zzq-001", "# my list", "not an id!", "0".repeat(31)])(
    "of one column never takes %j for its header, so that the line is reported",
    (first) => {
      const layout = detectLayout(`${first}\n${ids.join("\n")}`, true);
      expect(layout).toMatchObject({ delimiter: null, header: false, column: 0 });
      expect(detectLayout(`${first}\n${ids[0]}`, true).header).toBe(false);
    },
  );

  it.each([",", "，", "\t", "; "])("of ids one after the other, parted by %j, takes every cell", (by) => {
    expect(detectLayout(ids.join(by), true)).toMatchObject({ header: false, column: "all" });
    const uneven = `${ids.slice(0, 3).join(by)}\n${ids.slice(3, 10).join(by)}\n${ids[11]}`;
    expect(detectLayout(uneven, true)).toMatchObject({ column: "all" });
  });

  it("prefers VideoIds to custom ids where both have a name", () => {
    expect(detectLayout("ReferenceId,VideoId\nmaster-1,x\n", true)).toMatchObject({
      header: true,
      column: 1,
    });
    expect(detectLayout("Name,ReferenceId\nOne,master-1\n", true)).toMatchObject({ header: true, column: 1 });
  });

  it("is left to a person where two columns could be it, or none", () => {
    expect(detectLayout(ids.map((id, n) => `${id},${ids[29 - n]},x`).join("\n"), true).column).toBeNull();
    expect(detectLayout("Name,Code\nOne,first-1\nTwo,second-2\n", true).column).toBeNull();
  });
});
