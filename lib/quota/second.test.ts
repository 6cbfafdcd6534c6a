import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSecond } from "./second.ts";

describe("a second", () => {
  it("holds no more than the rate, whenever calls come and however long the look before each takes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.record({ gap: fc.nat(60), look: fc.nat(80) }), { maxLength: 400 }),
        (rate, calls) => {
          let at = 0;
          const second = createSecond(rate, () => at);
          const times: number[] = [];
          for (const { gap, look } of calls) {
            at += gap;
            const departure = second.depart();
            do at += departure.untilMs() + look;
            while (!departure.leave());
            times.push(at);
          }
          for (const from of times) {
            expect(times.filter((t) => t >= from && t < from + 1_000).length).toBeLessThanOrEqual(rate);
          }
        },
      ),
    );
  });

  it("keeps nobody waiting who comes at the rate", () => {
    let at = 0;
    const second = createSecond(50, () => at);
    for (let i = 0; i < 200; i += 1) {
      const departure = second.depart();
      expect([departure.untilMs(), departure.leave()]).toEqual([0, true]);
      at += 20;
    }
  });

  it("lets those that were held up together go one after the other, twice as quickly as the rate", () => {
    const second = createSecond(50, () => 0);
    expect([second.depart(), second.depart(), second.depart()].map((d) => d.untilMs())).toEqual([0, 10, 20]);
  });

  it("keeps no place for a call that asked and did not leave", () => {
    let at = 0;
    const second = createSecond(2, () => at);
    second.depart();
    at = 600;
    expect(second.depart().leave()).toBe(true);
    at = 1_100;
    const third = second.depart();
    expect([third.untilMs(), third.leave()]).toEqual([0, true]);
    at = 1_500;
    const fourth = second.depart();
    expect(fourth.leave()).toBe(false);
    at += fourth.untilMs();
    expect([at, fourth.leave()]).toEqual([1_600, true]);
  });

  it("lets two leave in a second at one and a half: spacing them is the slots' work", () => {
    let at = 0;
    const second = createSecond(1.5, () => at);
    expect(second.depart().leave()).toBe(true);
    at = 400;
    expect(second.depart().leave()).toBe(true);
    expect(second.depart().untilMs()).toBe(600);
  });

  it("lets a slower rate than one a second leave", () => {
    let at = 0;
    const second = createSecond(0.1, () => at);
    expect(second.depart().leave()).toBe(true);
    const next = second.depart();
    expect([next.untilMs(), next.leave()]).toEqual([1_000, false]);
    at += 1_000;
    expect(next.leave()).toBe(true);
  });
});
