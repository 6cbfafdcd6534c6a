const OVER_MS = 20_000;
/** A rate over less than this would jump about. */
const LEAST_MS = 2_000;

export type Pace = {
  add(count: number): void;
  /** Per second over the last while; null before there is one. */
  perSecond(): number | null;
};

/** How quickly something goes on, in this process and just now. `now` is in ms. */
export function createPace(now: () => number): Pace {
  const marks = [{ at: now(), count: 0 }];
  let count = 0;
  return {
    add(more) {
      count += more;
      const at = now();
      marks.push({ at, count });
      while ((marks[1]?.at ?? at) < at - OVER_MS) marks.shift();
    },
    perSecond() {
      const [first] = marks;
      const last = marks.at(-1);
      if (!first || !last || last.at - first.at < LEAST_MS) return null;
      return ((last.count - first.count) * 1000) / (last.at - first.at);
    },
  };
}
