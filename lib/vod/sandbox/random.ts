/**
 * A stateless random number: the same (seed, index, salt) always gives the same 32 bits, so that any video
 * of a million can be made without making the others. The finaliser is MurmurHash3's.
 */
export function hash32(seed: number, index: number, salt: number): number {
  let h = Math.imul(index ^ 0x9e3779b9, 0xcc9e2d51) ^ Math.imul(seed + 0x7f4a7c15, 0x1b873593);
  h ^= Math.imul(salt + 0x632be59b, 0x85157af5);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1). */
export function unit(seed: number, index: number, salt: number): number {
  return hash32(seed, index, salt) / 0x1_0000_0000;
}

/** A standard normal number (Box–Muller); uses `salt` and `salt + 1`. */
export function normal(seed: number, index: number, salt: number): number {
  const u = 1 - unit(seed, index, salt);
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * unit(seed, index, salt + 1));
}

/** The entry whose share of 1 the number `u` falls into; the last entry takes the rest. */
export function weighted<T>(u: number, table: readonly (readonly [T, number])[]): T {
  let rest = u;
  for (const [value, share] of table) {
    rest -= share;
    if (rest < 0) return value;
  }
  const last = table.at(-1);
  if (!last) throw new RangeError("a weighted choice needs at least one entry");
  return last[0];
}

/** The entry at the fraction `u` of the list. */
export function pick<T>(u: number, list: readonly T[]): T {
  const chosen = list[Math.floor(u * list.length)];
  if (chosen === undefined) throw new RangeError("a choice needs at least one entry");
  return chosen;
}
