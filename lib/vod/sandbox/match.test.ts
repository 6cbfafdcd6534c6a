import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ApiError } from "./errors.ts";
import { type Condition, parseMatch, satisfies } from "./match.ts";
import { isoSeconds } from "./video.ts";

const RECORDS = [
  {
    Title: "Linear Algebra, Lesson 4",
    Status: "Normal",
    Size: 5_000,
    CreationTime: 1_600_000_000,
    CateId: 7,
  },
  { Title: "高等数学 第12讲", Status: "Blocked", Size: 9_000, CreationTime: 1_700_000_000, CateId: null },
  { Title: "algebra", Status: "Uploading", Size: 0, CreationTime: 1_500_000_000, CateId: 8 },
] satisfies Record<string, string | number | null>[];
type Item = (typeof RECORDS)[number];

const matching = (text: string): number[] => {
  const condition = parseMatch(text, "video");
  return RECORDS.flatMap((record, at) => (!condition || satisfies(condition, getter(record)) ? [at] : []));
};
const getter = (record: Item) => (field: string) =>
  Object.entries(record).find(([name]) => name === field)?.[1] ?? null;

function failure(text: string, kind: "video" | "audio" = "video"): string | null {
  try {
    parseMatch(text, kind);
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}

describe("what matches", () => {
  test.each([
    ["", [0, 1, 2]],
    ["Status = 'Normal'", [0]],
    ["Status in ('Normal','Blocked')", [0, 1]],
    ["Title = 'ALGEBRA'", [0, 2]],
    ["Title in ('讲','lesson')", [0, 1]],
    ["Size = (5000,)", [1]],
    ["Size = [5000,)", [0, 1]],
    ["Size = [0,5000]", [0, 2]],
    ["Size = (,5000)", [2]],
    ["CreationTime = ['2020-01-01T00:00:00Z','2021-01-01T00:00:00Z')", [0]],
    ["CateId = 7", [0]],
    ["CateId = '8'", [2]],
    ["Status = 'Normal' and Title = 'algebra'", [0]],
    ["Status = 'Normal' and (Title = 'algebra' or Title = '讲')", [0]],
    ["(Status = 'Blocked' or (Status = 'Uploading' and Size = [0,0]))", [1, 2]],
  ])("%s", (text, hits) => {
    expect(matching(text)).toEqual(hits);
  });
});

describe("what is an error of syntax", () => {
  test.each([
    "Status = 'Normal' or Status = 'Blocked'",
    "(Status = 'Normal' or Status = 'Blocked' and Size = (1,2))",
    "Status = 'Normal' and",
    "and Status = 'Normal'",
    "(Status = 'Normal'",
    "Status = Normal",
    "Status = 'Normal",
    "Status ＝ 'Normal'",
    "Status != 'Normal'",
    "not Status = 'Normal'",
    "TranscodeMode = 'NoTranscode'",
    "CoverURL = 'x'",
    "Nothing = 'x'",
    "__proto__ = 'x'",
    "CateId in (1,2)",
    "CateId = 1.5",
    "Title = (1,2)",
    "Size = 5",
    "Size = (,)",
    "Size = (1 2)",
    "CreationTime = ('yesterday',)",
    `VideoId in (${Array.from({ length: 101 }, () => "'a'").join(",")})`,
    `${"(".repeat(200)}Status = 'Normal'${")".repeat(200)}`,
  ])("%s", (text) => {
    expect(failure(text)).toBe("ErrorMatchSyntax");
  });

  test("audio has AudioId without multi-value, and no VideoId", () => {
    expect(failure("AudioId = 'a'", "audio")).toBeNull();
    expect(failure("AudioId in ('a','b')", "audio")).toBe("ErrorMatchSyntax");
    expect(failure("VideoId = 'a'", "audio")).toBe("ErrorMatchSyntax");
  });
});

const leaf: fc.Arbitrary<{ text: string; test: (record: Item) => boolean }> = fc.oneof(
  fc.constantFrom("Normal", "Blocked", "Uploading").map((status) => ({
    text: `Status='${status}'`,
    test: (record: Item) => record.Status === status,
  })),
  fc.array(fc.constantFrom("Normal", "Blocked", "x"), { minLength: 1, maxLength: 3 }).map((list) => ({
    text: `Status in ( ${list.map((status) => `'${status}'`).join(" , ")} )`,
    test: (record: Item) => list.some((status) => status === record.Status),
  })),
  fc.constantFrom("alg", "LESSON", "讲", "zzz").map((part) => ({
    text: `Title = '${part}'`,
    test: (record: Item) => record.Title.toLowerCase().includes(part.toLowerCase()),
  })),
  fc.tuple(fc.integer({ min: 0, max: 9_500 }), fc.boolean(), fc.boolean()).map(([low, open, closed]) => ({
    text: `Size = ${open ? "(" : "["}${low},9000${closed ? "]" : ")"}`,
    test: ({ Size }: Item) => (open ? Size > low : Size >= low) && (closed ? Size <= 9_000 : Size < 9_000),
  })),
  fc.integer({ min: 1_400_000_000, max: 1_800_000_000 }).map((from) => ({
    text: `CreationTime = ('${isoSeconds(from)}',)`,
    test: (record: Item) => record.CreationTime > from,
  })),
);

const tree = fc.letrec<{ node: { text: string; test: (record: Item) => boolean } }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom("and", "or"), fc.array(tie("node"), { minLength: 1, maxLength: 3 }))
      .map(([joiner, nodes]) => ({
        text: `(${nodes.map((node) => node.text).join(` ${joiner} `)})`,
        test: (record: Item) =>
          joiner === "and"
            ? nodes.every((node) => node.test(record))
            : nodes.some((node) => node.test(record)),
      })),
  ),
})).node;

test("any well-formed expression finds what a naive filter finds", () => {
  fc.assert(
    fc.property(tree, ({ text, test: naive }) => {
      expect(matching(text)).toEqual(RECORDS.flatMap((record, at) => (naive(record) ? [at] : [])));
    }),
    { numRuns: 400 },
  );
});

test("anything else is ErrorMatchSyntax, never a crash", () => {
  const pieces = fc.constantFrom(
    ..."( ) [ ] , = ' in and or Status Size Title 'Normal' 5 -1 1.5 '2020-01-01T00:00:00Z' 　 ，".split(" "),
  );
  const soup = fc.array(pieces, { maxLength: 14, size: "max" }).map((list) => list.join(" "));
  fc.assert(
    fc.property(fc.oneof(soup, fc.string(), fc.string({ unit: "binary" })), (text) => {
      expect([null, "ErrorMatchSyntax"]).toContain(failure(text));
    }),
    { numRuns: 2000 },
  );
});

test("a condition keeps the bounds it was given", () => {
  const expected: Condition = {
    op: "range",
    field: "Size",
    low: { value: 1, open: true },
    high: { value: 2, open: false },
  };
  expect(parseMatch("Size = (1,2]", "video")).toEqual(expected);
});
