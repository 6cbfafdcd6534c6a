import fc from "fast-check";
import { expect, test } from "vitest";
import { slidingLimits } from "./limits.ts";

test("no sliding second holds more than the limit, and no call is refused that fits", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 80, size: "max" }),
      (limit, gaps) => {
        let at = 0;
        const limits = slidingLimits(() => at, { DeleteMezzanines: limit });
        const admitted: number[] = [];
        for (const gap of gaps) {
          at += gap;
          const within = admitted.filter((time) => time > at - 1000).length;
          const waitMs = limits.admit("DeleteMezzanines");
          expect(waitMs === null).toBe(within < limit);
          if (waitMs === null) admitted.push(at);
          else expect(admitted.filter((time) => time > at + waitMs - 1000).length).toBeLessThan(limit);
        }
      },
    ),
  );
});

test("operations are counted apart, and one without a limit is never refused", () => {
  const limits = slidingLimits(() => 0, { A: 1, B: 1 });
  expect([limits.admit("A"), limits.admit("B"), limits.admit("A")]).toEqual([null, null, 1000]);
  for (let call = 0; call < 1000; call++) expect(limits.admit("C")).toBeNull();
});
