import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSecond } from "./second.ts";

/** A second on a clock that is moved by hand; each call asks at its slot's time. */
function seconds(rate: number, { alone = true } = {}) {
  const clock = { at: 0 };
  const second = createSecond(rate, () => clock.at, alone);
  return { clock, depart: (slotAt = clock.at) => second.depart({ at: slotAt }) };
}

describe("a second", () => {
  it("holds at most 3 % more than the rate, whenever calls come and however long the look before each takes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.record({ gap: fc.nat(60), look: fc.nat(80) }), { maxLength: 400 }),
        fc.boolean(),
        (rate, calls, alone) => {
          const { clock, depart } = seconds(rate, { alone });
          const times: number[] = [];
          for (const { gap, look } of calls) {
            clock.at += gap;
            let departure = depart();
            for (let verdict = ""; verdict !== "go"; ) {
              clock.at += departure.untilMs() + look;
              verdict = departure.leave();
              if (verdict === "missed") departure = depart();
            }
            times.push(clock.at);
          }
          const most = Math.max(rate, Math.floor(rate * 1.03));
          // Longer than a second where it holds more than the rate: some calls take longer on their way.
          const spanMs = 1_000 + ((most - rate) * 750) / rate;
          for (const from of times) {
            expect(times.filter((t) => t >= from && t < from + spanMs).length).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
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
