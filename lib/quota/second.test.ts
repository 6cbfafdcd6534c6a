import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSecond } from "./second.ts";

describe("a second", () => {
  it("holds no more than the rate, whenever calls come", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 400 }),
        (rate, gaps) => {
          let at = 0;
          const second = createSecond(rate, () => at);
          const times: number[] = [];
          for (const gap of gaps) {
            at += gap;
            for (let waitMs = second.leave(); waitMs > 0; waitMs = second.leave()) at += waitMs;
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
      expect(second.leave()).toBe(0);
      at += 20;
    }
  });

  it("lets two leave in a second at one and a half: spacing them is the slots' work", () => {
    const second = createSecond(1.5, () => 0);
    expect([second.leave(), second.leave(), second.leave()]).toEqual([0, 0, 1_000]);
  });

  it("lets a slower rate than one a second leave", () => {
    let at = 0;
    const second = createSecond(0.1, () => at);
    expect(second.leave()).toBe(0);
    expect(second.leave()).toBe(1_000);
    at += 1_000;
    expect(second.leave()).toBe(0);
  });
});
