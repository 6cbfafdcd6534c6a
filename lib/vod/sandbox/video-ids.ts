import { hash32 } from "./random.ts";

/**
 * Ids that look random and still lead back to their index: four 32-bit words, three of them constant, run
 * through a keyed Feistel network. So finding the video of an id needs no table, even with a million.
 */
const MARKS = [0x4d657a7a, 0x616e696e, 0x65313230] as const;
const ROUNDS = 8;
const REFERENCE = /^asset_([0-9a-z]{6})-([0-9a-z]{7})$/;

function round(seed: number, r: number, a: number, b: number, c: number): number {
  return hash32(hash32(seed, r, 101) ^ a, b, c);
}

const hex = (word: number) => word.toString(16).padStart(8, "0");

/** The VideoId of the video at `index`: 32 lower-case hex digits, as live ones are (vod-api.md §10). */
export function videoIdOf(seed: number, index: number): string {
  let a = index >>> 0;
  let b: number = MARKS[0];
  let c: number = MARKS[1];
  let d: number = MARKS[2];
  for (let r = 0; r < ROUNDS; r++) {
    const next = (a ^ round(seed, r, b, c, d)) >>> 0;
    a = b;
    b = c;
    c = d;
    d = next;
  }
  return hex(a) + hex(b) + hex(c) + hex(d);
}

/** The index that `videoIdOf` was given, or -1 when this seed never makes such an id. */
export function indexOfVideoId(seed: number, id: string): number {
  if (!/^[0-9a-f]{32}$/.test(id)) return -1;
  const word = (at: number) => Number.parseInt(id.slice(at, at + 8), 16);
  let a = word(0);
  let b = word(8);
  let c = word(16);
  let d = word(24);
  for (let r = ROUNDS - 1; r >= 0; r--) {
    const last = d;
    d = c;
    c = b;
    b = a;
    a = (last ^ round(seed, r, b, c, d)) >>> 0;
  }
  return b === MARKS[0] && c === MARKS[1] && d === MARKS[2] ? a : -1;
}

/** The custom id of the video at `index`; who has one is decided elsewhere. */
export function referenceIdOf(seed: number, index: number): string {
  const check = hash32(seed, index, 102).toString(36).padStart(7, "0").slice(0, 7);
  return `asset_${index.toString(36).padStart(6, "0")}-${check}`;
}

/** The index that `referenceIdOf` was given, or -1. */
export function indexOfReferenceId(seed: number, referenceId: string): number {
  const digits = REFERENCE.exec(referenceId)?.[1];
  if (digits === undefined) return -1;
  const index = Number.parseInt(digits, 36);
  return referenceIdOf(seed, index) === referenceId ? index : -1;
}

/** A JobId (32 lower-case hex digits) of one stream of the video at `index`. */
export function jobIdOf(seed: number, index: number, stream: number): string {
  return [0, 1, 2, 3].map((word) => hex(hash32(seed, index, 1000 + stream * 4 + word))).join("");
}
