import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALL_PRIORITIES, type CallPriority, type Turn } from "../vod/types.ts";
import { createTurns, LOWER_SHARE } from "./turns.ts";

type Waiter = Turn & { no: number };

function line() {
  const turns = createTurns<Waiter>();
  let no = 0;
  return {
    turns,
    add(priority: CallPriority, onBehalfOf?: string): Waiter & { leave: () => boolean } {
      const waiter: Waiter = { no: no++, priority, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
      return { ...waiter, leave: turns.add(waiter, waiter) };
    },
    serve: (n: number) => Array.from({ length: n }, () => turns.next()),
  };
}

const rank = (priority: CallPriority) => CALL_PRIORITIES.indexOf(priority);

describe("turns", () => {
  it("go by priority, whoever came first", () => {
    const { add, serve } = line();
    for (const priority of CALL_PRIORITIES.toReversed()) add(priority);
    expect(serve(7).map((waiter) => waiter?.priority)).toEqual([...CALL_PRIORITIES]);
  });

  it("go round the deletions, and a small one behind a huge one is next but one", () => {
    const { add, serve } = line();
    for (let i = 0; i < 1000; i++) add("send", "huge");
    for (let i = 0; i < 3; i++) add("send", "small");
    expect(serve(8).map((waiter) => waiter?.onBehalfOf)).toEqual([
      "huge",
      "small",
      "huge",
      "small",
      "huge",
      "small",
      "huge",
      "huge",
    ]);
  });

  it("are even between deletions that always have somebody waiting", () => {
    const { add, turns } = line();
    const served = new Map<string, number>();
    for (let i = 0; i < 64; i++) add("send", "a");
    for (let i = 0; i < 2; i++) add("send", "b");
    for (let i = 0; i < 200; i++) {
      const id = turns.next()?.onBehalfOf ?? "";
      served.set(id, (served.get(id) ?? 0) + 1);
      add("send", id);
    }
    expect(Object.fromEntries(served)).toEqual({ a: 100, b: 100 });
  });

  it("leave one slot in ten to lower priorities, which share it, when higher ones never end", () => {
    const { add, turns } = line();
    const served = new Map<string, number>();
    const all = ["last-look", "verify", "forecast", "catalog"] as const;
    for (const priority of all) add(priority);
    for (let i = 0; i < 300; i++) {
      const priority = turns.next()?.priority ?? "send";
      served.set(priority, (served.get(priority) ?? 0) + 1);
      add(priority);
    }
    expect(Object.fromEntries(served)).toEqual({ "last-look": 270, verify: 10, forecast: 10, catalog: 10 });
  });

  it("are not saved up: who waits alone at the top is served at once, after any idle time", () => {
    const { add, serve } = line();
    for (let i = 0; i < 100; i++) add("forecast");
    serve(90);
    add("last-look");
    expect(serve(1)[0]?.priority).toBe("last-look");
  });

  it("pass over who has left, and nobody leaves twice or after being served", () => {
    const { add, serve, turns } = line();
    const [first, second, third] = [add("send", "a"), add("send", "a"), add("send", "b")];
    expect(first.leave()).toBe(true);
    expect(first.leave()).toBe(false);
    expect(serve(2).map((waiter) => waiter?.no)).toEqual([second.no, third.no]);
    expect(third.leave()).toBe(false);
    expect([turns.size(), turns.next()]).toEqual([0, undefined]);
  });

  it("end for everybody at once", () => {
    const { add, turns } = line();
    for (const priority of ["verify", "forecast", "verify"] as const) add(priority);
    expect(turns.clear().map((waiter) => waiter.no)).toEqual([0, 2, 1]);
    expect(turns.size()).toBe(0);
  });
});

/** More come than go, or hardly anybody would wait beside others. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("come" as const),
      priority: fc.constantFrom(...CALL_PRIORITIES),
      party: fc.constantFrom("a", "b", "c"),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("serve" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), which: fc.nat(50) }) },
);

it("whatever comes and goes: nobody is lost or served twice, order and fair shares hold", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: "max" }), (steps) => {
      const { add, turns } = line();
      let waiting: ReturnType<typeof add>[] = [];
      /** For each waiter, how often each other party of its priority was served since it came. */
      const passed = new Map<number, Map<string, number>>();
      let belowTop = 0;
      const serve = () => {
        const waiter = turns.next();
        expect(waiter === undefined).toBe(waiting.length === 0);
        if (!waiter) return;
        expect(waiting.map((w) => w.no)).toContain(waiter.no);
        const top = Math.min(...waiting.map((w) => rank(w.priority)));
        const contended = waiting.some((w) => rank(w.priority) > top);
        if (rank(waiter.priority) > top) {
          expect(belowTop).toBe(LOWER_SHARE - 1);
          belowTop = 0;
        } else if (contended) belowTop += 1;
        expect(belowTop).toBeLessThan(LOWER_SHARE);
        const peers = waiting.filter((w) => w.priority === waiter.priority);
        const own = peers.filter((w) => w.onBehalfOf === waiter.onBehalfOf);
        expect(waiter.no).toBe(Math.min(...own.map((w) => w.no)));
        waiting = waiting.filter((w) => w.no !== waiter.no);
        for (const party of new Set(peers.map((w) => w.onBehalfOf))) {
          if (party === waiter.onBehalfOf) continue;
          const first = Math.min(...peers.filter((w) => w.onBehalfOf === party).map((w) => w.no));
          const counts = passed.get(first) ?? new Map<string, number>();
          const times = (counts.get(waiter.onBehalfOf ?? "") ?? 0) + 1;
          expect(times).toBe(1);
          passed.set(first, counts.set(waiter.onBehalfOf ?? "", times));
        }
      };
      for (const s of steps) {
        if (s.do === "come") waiting.push(add(s.priority, s.party));
        else if (s.do === "serve") serve();
        else {
          const gone = waiting[s.which % Math.max(1, waiting.length)];
          if (gone) expect(gone.leave()).toBe(true);
          waiting = waiting.filter((w) => w.no !== gone?.no);
        }
        expect(turns.size()).toBe(waiting.length);
      }
      while (waiting.length > 0) serve();
      expect(turns.next()).toBeUndefined();
    }),
  );
});
