import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSecond } from "./second.ts";

/** A second on a clock that is moved by hand; each call asks at its slot's time. */
function seconds(rate: number, { alone = true } = {}) {
  const clock = { at: 0 };
  const second = createSecond(rate, () => clock.at, alone);
  return { clock, depart: (slotAt = clock.at) => second.depart({ at: slotAt }) };
}

type Call = { gap: number; look: number };

/** When each call left: many are on their way at once, each after a look of its own, as the driver sends them. */
function leavingTimes(rate: number, alone: boolean, calls: readonly Call[]): number[] {
  const { clock, depart } = seconds(rate, { alone });
  const events: { at: number; happens: () => void }[] = [];
  const after = (ms: number, happens: () => void) => events.push({ at: clock.at + ms, happens });
  const times: number[] = [];
  const call = (look: number) => {
    let departure = depart();
    const lookAndLeave = () =>
      after(look, () => {
        const verdict = departure.leave();
        if (verdict === "go") return times.push(clock.at);
        if (verdict === "missed") departure = depart();
        return after(departure.untilMs(), lookAndLeave);
      });
    after(departure.untilMs(), lookAndLeave);
  };
  let comes = 0;
  for (const { gap, look } of calls) {
    comes += gap;
    events.push({ at: comes, happens: () => call(look) });
  }
  while (events.length > 0) {
    const next = events.reduce((first, event) => (event.at < first.at ? event : first));
    events.splice(events.indexOf(next), 1);
    clock.at = next.at;
    next.happens();
  }
  return times;
}

describe("a second", () => {
  it("holds at most 3 % more than the rate, whenever calls come and however long the look before each takes", () => {
    const call = fc.record({
      gap: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(60)),
      look: fc.oneof(fc.nat(5), fc.nat(80), fc.nat(400)),
    });
    const calls = fc.array(call, { maxLength: 300, size: "max" });
    let full = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), calls, fc.boolean(), (rate, all, alone) => {
        const times = leavingTimes(rate, alone, all);
        expect(times).toHaveLength(all.length);
        const most = Math.max(rate, Math.floor(rate * 1.03));
        // Longer than a second where it holds more than the rate: some calls take longer on their way.
        const spanMs = 1_000 + ((most - rate) * 750) / rate;
        const busiest = Math.max(
          0,
          ...times.map((from) => times.filter((t) => t >= from && t < from + spanMs).length),
        );
        expect(busiest).toBeLessThanOrEqual(most);
        if (busiest === most) full += 1;
      }),
    );
    // As many as may leave in a second do, in many of the runs.
    expect(full).toBeGreaterThan(15);
  });

  it("makes up for what was held up, and leaves room on the way", () => {
    const { clock, depart } = seconds(50);
    const times: number[] = [];
    while (times.length < 52) {
      const departure = depart();
      clock.at += departure.untilMs();
      if (departure.leave() === "go") times.push(clock.at);
    }
    expect(times.slice(-3)).toEqual([490, 500, 1_015]);
  });

  it("keeps nobody waiting who comes at the rate", () => {
    const { clock, depart } = seconds(50, { alone: false });
    for (let i = 0; i < 200; i += 1) {
      const departure = depart();
      expect([departure.untilMs(), departure.leave()]).toEqual([0, "go"]);
      clock.at += 20;
    }
  });

  it("lets those that were held up together go one after the other, twice as quickly as the rate", () => {
    const { depart } = seconds(50);
    expect([depart(), depart(), depart()].map((d) => d.untilMs())).toEqual([0, 10, 20]);
  });

  it("keeps no place for a call that asked and did not leave", () => {
    const { clock, depart } = seconds(2);
    depart();
    clock.at = 600;
    expect(depart().leave()).toBe("go");
    clock.at = 1_100;
    const third = depart();
    expect([third.untilMs(), third.leave()]).toEqual([0, "go"]);
    clock.at = 1_500;
    const fourth = depart();
    expect(fourth.leave()).toBe("wait");
    clock.at += fourth.untilMs();
    expect([clock.at, fourth.leave()]).toEqual([1_600, "go"]);
  });

  it("lets two leave in a second at one and a half: spacing them is the slots' work", () => {
    const { clock, depart } = seconds(1.5);
    expect(depart().leave()).toBe("go");
    clock.at = 400;
    expect(depart().leave()).toBe("go");
    expect(depart().untilMs()).toBe(600);
  });

  it("lets a slower rate than one a second leave", () => {
    const { clock, depart } = seconds(0.1);
    expect(depart().leave()).toBe("go");
    const next = depart();
    expect([next.untilMs(), next.leave()]).toEqual([1_000, "wait"]);
    clock.at += 1_000;
    expect(next.leave()).toBe("go");
  });
});

describe("a call that leaves later than usual", () => {
  const leave = (of: ReturnType<typeof seconds>, lateMs: number) => {
    const departure = of.depart();
    of.clock.at += lateMs;
    const verdict = departure.leave();
    of.clock.at += 100;
    return verdict;
  };

  it("gives its slot up among several instances, and keeps it where there is one", () => {
    expect(leave(seconds(50, { alone: false }), 26)).toBe("missed");
    expect(leave(seconds(50, { alone: false }), 25)).toBe("go");
    expect(leave(seconds(50), 500)).toBe("go");
  });

  it("takes no slot's place in the second that it gave up", () => {
    const one = seconds(1, { alone: false });
    expect(leave(one, 26)).toBe("missed");
    expect(leave(one, 0)).toBe("go");
  });

  it("is not late where every look takes as long", () => {
    const slow = seconds(50, { alone: false });
    const verdicts = Array.from({ length: 200 }, () => leave(slow, 60));
    expect(verdicts.slice(100)).not.toContain("missed");
  });

  it("leaves after some misses in a row, or a database that stalls would let nobody leave", () => {
    const stalling = seconds(5, { alone: false });
    let lateMs = 100;
    const verdicts = Array.from({ length: 20 }, () => {
      lateMs *= 1.5;
      return leave(stalling, lateMs);
    });
    expect(verdicts.slice(0, 5)).toEqual(["missed", "missed", "missed", "missed", "go"]);
    expect(verdicts.filter((verdict) => verdict === "go").length).toBeGreaterThanOrEqual(4);
  });
});
