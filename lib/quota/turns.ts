import { CALL_PRIORITIES, type Turn } from "../vod/types.ts";

/** While lower priorities wait, every tenth slot is theirs: who never ends does not starve who comes after. */
export const LOWER_SHARE = 10;

export type Turns<W> = {
  /** @returns takes the waiter out again; false when it is not waiting any more */
  add(waiter: W, caller: Turn): () => boolean;
  /** The one whose turn it is; it no longer waits. */
  next(): W | undefined;
  /** All of them, the next one first; nobody waits any more. */
  clear(): W[];
  size(): number;
};

/** Who waits at one priority: a line for each party, and the parties in the order of their turns. */
type Level<W> = { lines: Map<string, W[]>; servedAt: number };

/**
 * Whose turn is next. The highest priority that waits goes first, except for the share of the lower ones,
 * which they take in turns. Within a priority the parties (`onBehalfOf`: deletions) take turns, so that while
 * one waits no other is served twice. Within a party, first come, first served.
 */
export function createTurns<W>(): Turns<W> {
  const levels = new Map(
    CALL_PRIORITIES.map((priority): [string, Level<W>] => [priority, { lines: new Map(), servedAt: 0 }]),
  );
  let size = 0;
  let served = 0;
  let passedOver = 0;

  function choose(): Level<W> | undefined {
    const [top, ...lower] = [...levels.values()].filter((level) => level.lines.size > 0);
    if (lower.length === 0) return top;
    passedOver += 1;
    if (passedOver < LOWER_SHARE) return top;
    passedOver = 0;
    return lower.reduce((longest, level) => (level.servedAt < longest.servedAt ? level : longest));
  }

  function next(): W | undefined {
    const level = choose();
    const [first] = level?.lines ?? [];
    if (!level || !first) return undefined;
    const [party, line] = first;
    const waiter = line.shift();
    // Behind all others, also with whoever of this party comes later.
    level.lines.delete(party);
    if (line.length > 0) level.lines.set(party, line);
    size -= 1;
    served += 1;
    level.servedAt = served;
    return waiter;
  }

  return {
    add(waiter, { priority, onBehalfOf = "" }) {
      const lines = levels.get(priority)?.lines ?? new Map<string, W[]>();
      const line = lines.get(onBehalfOf) ?? [];
      line.push(waiter);
      lines.set(onBehalfOf, line);
      size += 1;
      return () => {
        const at = line.indexOf(waiter);
        if (at < 0) return false;
        line.splice(at, 1);
        if (line.length === 0) lines.delete(onBehalfOf);
        size -= 1;
        return true;
      };
    },
    next,
    clear: () => Array.from({ length: size }, () => next()).filter((waiter) => waiter !== undefined),
    size: () => size,
  };
}
