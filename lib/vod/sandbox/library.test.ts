import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isProtected, KINDS, survives } from "./kinds.ts";
import { libraryOf } from "./library.ts";

const library = libraryOf(1);
const sample = Array.from({ length: 8000 }, (_, index) => library.video(index));
const share = (test: (video: (typeof sample)[number]) => boolean) =>
  sample.filter(test).length / sample.length;

test("an id leads back to its index, in its own library only", () => {
  fc.assert(
    fc.property(fc.nat(2_000_000), fc.nat(1000), (index, seed) => {
      const own = libraryOf(seed);
      const id = own.id(index);
      expect(id).toMatch(/^[0-9a-f]{32}$/);
      expect(own.indexOf(id)).toBe(index);
      expect(libraryOf(seed + 1).indexOf(id)).toBe(-1);
    }),
  );
  expect(library.indexOf("f".repeat(32))).toBe(-1);
  expect(library.indexOf(library.id(1).toUpperCase())).toBe(-1);
});

test("the same seed is the same library, another seed another one", () => {
  expect(libraryOf(1).video(4711)).toEqual(library.video(4711));
  expect(libraryOf(2).video(4711)).not.toEqual(library.video(4711));
});

test("a column says what the whole video says", () => {
  for (const [index, video] of sample.slice(0, 500).entries()) {
    expect({
      kind: library.kind(index),
      title: library.title(index),
      sizeBytes: library.sizeBytes(index),
      status: library.status(index),
      createdAt: library.createdAt(index),
      cateId: library.category(index)?.cateId ?? null,
    }).toEqual({
      kind: video.kind,
      title: video.title,
      sizeBytes: video.sizeBytes,
      status: video.status,
      createdAt: video.createdAt,
      cateId: video.cateId,
    });
    if (video.referenceId) expect(library.indexOfReference(video.referenceId)).toBe(index);
  }
});

describe("the mix", () => {
  test.each([
    ["FastTranscode", 0.7],
    ["NoTranscode", 0.18],
    ["AsyncTranscode", 0.12],
  ])("of %s is about %d", (mode, expected) => {
    expect(Math.abs(share((video) => video.transcodeMode === mode) - expected)).toBeLessThan(0.02);
  });

  test("sizes lie between 5 MB and 60 GB, about 6 % is audio, titles are English and Chinese", () => {
    expect(sample.every((v) => v.sizeBytes >= 5 * 2 ** 20 && v.sizeBytes <= 60 * 2 ** 30)).toBe(true);
    expect(Math.abs(share((video) => video.kind === "audio") - 0.06)).toBeLessThan(0.01);
    expect(share((video) => /\p{Script=Han}/u.test(video.title))).toBeGreaterThan(0.3);
    expect(share((video) => /^[\u0020-\u007e–]+$/.test(video.title))).toBeGreaterThan(0.4);
  });

  test.each(Object.keys(KINDS))("holds videos of the kind %s", (kind) => {
    const test = Object.entries(KINDS).find(([name]) => name === kind)?.[1];
    expect(sample.filter((video) => test?.(video)).length).toBeGreaterThan(2);
  });
});

test("an original stream is the source: its JobId ends in 02, and its size is the source's", () => {
  for (const video of sample) {
    for (const stream of video.streams) {
      expect(stream.original).toBe(stream.jobId === `${video.id}02`);
      expect(stream.original).toBe(stream.specification === "Original");
    }
  }
});

test("kinds mean what a deletion would do", () => {
  const of = (kind: keyof typeof KINDS) => library.find(KINDS[kind], 20);
  expect(of("removable").every((v) => !isProtected(v) && survives(v))).toBe(true);
  expect(of("no-transcode").every((v) => isProtected(v) && !survives(v))).toBe(true);
  expect(of("async").every((v) => isProtected(v) && survives(v))).toBe(true);
  expect(of("last-copy").every((v) => !isProtected(v) && !survives(v))).toBe(true);
  expect(of("od-trap").every((v) => v.streams.some((s) => s.definition === "OD" && !s.original))).toBe(true);
});
