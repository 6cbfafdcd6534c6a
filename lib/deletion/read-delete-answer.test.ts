import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RETRY_WHOLE_LATER } from "../vod/errors.ts";
import { type DeleteResult, type ItemEffect, readDeleteAnswer, type SentItem } from "./read-delete-answer.ts";

const fresh = (videoId: string): SentItem => ({ videoId, maybeSent: false });
const doubted = (videoId: string): SentItem => ({ videoId, maybeSent: true });

function answered(
  data: Partial<Extract<DeleteResult, { kind: "answered" }>["data"]>,
): Extract<DeleteResult, { kind: "answered" }> {
  return {
    kind: "answered",
    data: { accepted: [], nonExist: [], unRemoveable: [], trusted: true, ...data },
  };
}
function refused(change: Partial<Extract<DeleteResult, { kind: "refused" }>>): DeleteResult {
  return {
    kind: "refused",
    code: "InvalidParameter",
    message: "no",
    throttled: false,
    retryAfterMs: null,
    fatal: false,
    ...change,
  };
}
const short = (effects: ItemEffect[]) =>
  effects.map((e) => [e.videoId, e.outcome, e.maybeSent, e.needsReadback] as const);

describe("a trusted answer", () => {
  it("accepts what it leaves out, to be verified later, and keeps what its lists say", () => {
    const { items, batch } = readDeleteAnswer(
      [fresh("a"), fresh("b"), fresh("c")],
      answered({ accepted: ["a"], nonExist: ["b"], unRemoveable: ["c"] }),
    );
    expect(short(items)).toEqual([
      ["a", "accepted", false, true],
      ["b", "missing", false, false],
      ["c", "unremovable", false, false],
    ]);
    expect(batch).toEqual({ do: "nothing" });
  });

  it("about an id of an earlier lost call proves neither missing nor unremovable: it is read back", () => {
    const { items } = readDeleteAnswer(
      [doubted("a"), doubted("b"), doubted("c")],
      answered({ accepted: ["a"], nonExist: ["b"], unRemoveable: ["c"] }),
    );
    expect(short(items)).toEqual([
      ["a", "accepted", true, true],
      ["b", "unknown", true, true],
      ["c", "unknown", true, true],
    ]);
  });

  it("says nothing about an id that it does not account for", () => {
    const { items } = readDeleteAnswer([fresh("a"), fresh("b")], answered({ accepted: ["a"] }));
    expect(short(items)[1]).toEqual(["b", "unknown", true, true]);
  });
});

describe("an answer that is not trusted", () => {
  it("accepts nothing; only an id in exactly one of its lists keeps what that says", () => {
    const { items } = readDeleteAnswer(
      [fresh("left-out"), fresh("not-there"), fresh("protected"), fresh("both")],
      answered({
        accepted: ["left-out"],
        nonExist: ["not-there", "both", "foreign"],
        unRemoveable: ["protected", "both"],
        trusted: false,
      }),
    );
    expect(short(items)).toEqual([
      ["left-out", "unknown", true, true],
      ["not-there", "missing", false, false],
      ["protected", "unremovable", false, false],
      ["both", "unknown", true, true],
    ]);
  });
});

describe("no answer", () => {
  it("leaves every id unknown and perhaps sent, with the reason", () => {
    const { items, batch } = readDeleteAnswer([fresh("a"), doubted("b")], {
      kind: "unanswered",
      code: "Timeout",
      message: "no answer in 7 s",
    });
    expect(short(items)).toEqual([
      ["a", "unknown", true, true],
      ["b", "unknown", true, true],
    ]);
    expect(items[0]).toMatchObject({ code: "Timeout", message: "no answer in 7 s" });
    expect(batch).toEqual({ do: "nothing" });
  });

  it.each([
    ["unanswered", { kind: "unanswered", code: "InvalidVideo.NotFound", message: "" } as const],
    ["refused", refused({ code: "InvalidVideo.NotFound" })],
  ])("a 404 for the whole batch (%s) is read back first, and marks nothing as sent", (_title, result) => {
    const { items, batch } = readDeleteAnswer([fresh("a"), doubted("b")], result);
    expect(short(items)).toEqual([
      ["a", "unknown", false, true],
      ["b", "unknown", true, true],
    ]);
    expect(batch).toEqual({ do: "nothing" });
  });
});

describe("a refusal", () => {
  const two = [fresh("a"), doubted("b")];
  const back = [
    ["a", "pending", false, false],
    ["b", "pending", true, false],
  ];

  it.each<[string, DeleteResult, object]>([
    [
      "throttled: the same batch again, when VOD says so",
      refused({ code: "Throttling.User", throttled: true, retryAfterMs: 800 }),
      { do: "again", throttled: true, afterMs: 800 },
    ],
    [
      "no connection: the same batch again",
      refused({ code: "ConnectionFailed" }),
      { do: "again", throttled: false, afterMs: null },
    ],
    [
      "an expired token: the same batch again",
      refused({ code: "InvalidSecurityToken.Expired" }),
      { do: "again", throttled: false, afterMs: null },
    ],
    [
      "fatal: a pause with the reason",
      refused({ code: "Forbidden.RAM", message: "not authorized", fatal: true }),
      { do: "pause", code: "Forbidden.RAM", message: "not authorized" },
    ],
    ["any other: the batch is halved", refused({}), { do: "split", code: "InvalidParameter", message: "no" }],
  ])("%s; every id is pending again", (_title, result, batch) => {
    const reading = readDeleteAnswer(two, result);
    expect(short(reading.items)).toEqual(back);
    expect(reading.batch).toEqual(batch);
  });

  it.each([...RETRY_WHOLE_LATER])(
    "with %s, which never left this machine, fails no id that stands alone",
    (code) => {
      const reading = readDeleteAnswer([fresh("a")], refused({ code }));
      expect(short(reading.items)).toEqual([["a", "pending", false, false]]);
      expect(reading.batch).toMatchObject({ do: "again" });
    },
  );

  it("with a token that stays expired is fatal: it pauses instead of going round", () => {
    const reading = readDeleteAnswer(
      [fresh("a")],
      refused({ code: "InvalidSecurityToken.Expired", fatal: true }),
    );
    expect(short(reading.items)).toEqual([["a", "pending", false, false]]);
    expect(reading.batch).toMatchObject({ do: "pause" });
  });

  it("of an id that stands alone lets that id fail with the code, and nothing else", () => {
    const reading = readDeleteAnswer([fresh("a")], refused({}));
    expect(reading.items[0]).toMatchObject({ outcome: "failed", code: "InvalidParameter", message: "no" });
    expect(reading.batch).toEqual({ do: "nothing" });
  });
});

const ids = ["a", "b", "c", "d", "e"];
const anyItems = fc
  .subarray(ids, { minLength: 1 })
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map((videoId) => fc.record({ videoId: fc.constant(videoId), maybeSent: fc.boolean() })),
    ),
  );
const anyList = fc.subarray([...ids, "foreign"]);
const anyResult: fc.Arbitrary<DeleteResult> = fc.oneof(
  fc
    .record({ accepted: anyList, nonExist: anyList, unRemoveable: anyList, trusted: fc.boolean() })
    .map((data) => ({ kind: "answered" as const, data })),
  fc.record({
    kind: fc.constant("refused" as const),
    code: fc.constantFrom("InvalidParameter", "Throttling", "ConnectionFailed", "InvalidVideo.NotFound"),
    message: fc.string(),
    throttled: fc.boolean(),
    retryAfterMs: fc.option(fc.nat()),
    fatal: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("unanswered" as const),
    code: fc.constantFrom("Timeout", "InternalError", "InvalidVideo.NotFound"),
    message: fc.string(),
  }),
);

describe("any answer about any items", () => {
  it("gives every item sent exactly one effect, in order, and no item more", () => {
    fc.assert(
      fc.property(anyItems, anyResult, (items, result) => {
        expect(readDeleteAnswer(items, result).items.map((e) => e.videoId)).toEqual(
          items.map((item) => item.videoId),
        );
      }),
    );
  });

  it("never takes back a doubt, and never ends a doubted item as missing or unremovable", () => {
    fc.assert(
      fc.property(anyItems, anyResult, (items, result) => {
        for (const [index, effect] of readDeleteAnswer(items, result).items.entries()) {
          if (!items[index]?.maybeSent) continue;
          expect(effect.maybeSent).toBe(true);
          expect(["missing", "unremovable"]).not.toContain(effect.outcome);
        }
      }),
    );
  });

  it("accepts only what a trusted answer leaves out", () => {
    fc.assert(
      fc.property(anyItems, anyResult, (items, result) => {
        for (const effect of readDeleteAnswer(items, result).items) {
          if (effect.outcome !== "accepted") continue;
          expect(result).toMatchObject({ kind: "answered", data: { trusted: true } });
          if (result.kind !== "answered") return;
          expect([...result.data.nonExist, ...result.data.unRemoveable]).not.toContain(effect.videoId);
        }
      }),
    );
  });

  it("reads back exactly what is accepted or unknown", () => {
    fc.assert(
      fc.property(anyItems, anyResult, (items, result) => {
        for (const effect of readDeleteAnswer(items, result).items) {
          expect(effect.needsReadback).toBe(["accepted", "unknown"].includes(effect.outcome));
        }
      }),
    );
  });
});
