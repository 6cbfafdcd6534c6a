import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  activeParts,
  EMPTY_FILTER,
  filterToText,
  MEDIA_KINDS,
  MEZZANINE_STATES,
  parseFilterText,
  readFilter,
  type VideoFilter,
} from "./filter.ts";

const word = fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/);
const words = fc.uniqueArray(word, { maxLength: 6 }).map((list) => list.sort());
const amount = fc.option(fc.nat({ max: 2 ** 48 }), { nil: null });
const instant = fc.option(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }), {
  nil: null,
});
const anyFilter: fc.Arbitrary<VideoFilter> = fc.record({
  q: fc.option(
    fc.string({ unit: "binary", maxLength: 60 }).map((s) => s.replace(/\p{Cc}/gu, "").trim() || "x"),
    { nil: null },
  ),
  status: words,
  cateId: fc.uniqueArray(fc.oneof(fc.integer().map(String), fc.constant("none"))).map((list) => list.sort()),
  storageClass: words,
  transcodeMode: words,
  mezzanine: fc.subarray([...MEZZANINE_STATES]).map((list) => list.sort()),
  kind: fc.subarray([...MEDIA_KINDS]).map((list) => list.sort()),
  forced: fc.constantFrom("never", null),
  onList: fc.option(fc.uuid(), { nil: null }),
  size: fc.constantFrom("unknown", null),
  minBytes: amount,
  maxBytes: amount,
  minSeconds: fc.option(
    fc.double({ min: 0, max: 1e6, noNaN: true }).map((n) => Math.round(n * 1000) / 1000),
    {
      nil: null,
    },
  ),
  maxSeconds: amount,
  createdFrom: instant,
  createdBefore: instant,
});

describe("a filter's text", () => {
  it("is read back as the same filter, whatever the filter", () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(parseFilterText(filterToText(filter))).toEqual(filter);
      }),
    );
  });

  it("is the same for equal filters, however the URL spelled them", () => {
    const spellings = [
      "status=Normal,Uploading&q=%20demo%20",
      "q=demo&status=Uploading,Normal,Normal&sort=size.asc&video=abc",
    ];
    const texts = spellings.map((url) => filterToText(readFilter(new URLSearchParams(url)).filter));
    expect(texts).toEqual(["q=demo&status=Normal%2CUploading", "q=demo&status=Normal%2CUploading"]);
  });

  it("is empty for no filter", () => {
    expect(filterToText(EMPTY_FILTER)).toBe("");
    expect(parseFilterText("")).toEqual(EMPTY_FILTER);
  });
});

describe("a URL with broken parts", () => {
  it("keeps the good parts and names the broken ones", () => {
    const url =
      "q=a&status=Normal,<script>&minBytes=-1&createdFrom=yesterday&kind=image&maxSeconds=1e3&forced=yes&onList=mine&size=0";
    const { filter, dropped } = readFilter(new URLSearchParams(url));
    expect(filter).toEqual({ ...EMPTY_FILTER, q: "a", status: ["Normal"] });
    expect(dropped.sort()).toEqual([
      "createdFrom",
      "forced",
      "kind",
      "maxSeconds",
      "minBytes",
      "onList",
      "size",
      "status",
    ]);
  });

  it("never breaks the reader", () => {
    const key = fc.constantFrom("q", "status", "cateId", "minBytes", "minSeconds", "createdFrom", "kind");
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.string({ unit: "binary" }))), (pairs) => {
        const { filter } = readFilter(new URLSearchParams(pairs));
        expect(parseFilterText(filterToText(filter))).toEqual(filter);
      }),
    );
  });
});

describe("a stored text", () => {
  it.each(["status=<x>", "minBytes=ten", "q=a&tag=x", "status=Normal,<x>"])(
    "is refused rather than widened: %s",
    (text) => {
      expect(() => parseFilterText(text)).toThrow(RangeError);
    },
  );
});

it("counts a range once among the active parts", () => {
  const filter = { ...EMPTY_FILTER, q: "a", minBytes: 1, maxBytes: 2, status: ["Normal", "Blocked"] };
  expect(activeParts(filter)).toBe(3);
});
