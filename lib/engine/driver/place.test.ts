import fc from "fast-check";
import { expect, it } from "vitest";
import { createPlace } from "./place.ts";

const part = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ seq: from + i }));

it("whatever order parts end in: nothing that is not done is passed, and all that is done is reached", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 30, size: "max" });
  fc.assert(
    fc.property(sizes, fc.array(fc.nat(29), { maxLength: 60, size: "max" }), (lengths, order) => {
      const place = createPlace(0);
      let last = 0;
      const open = lengths.map((length) => {
        const items = part(last + 1, last + length);
        last += length;
        place.begin(items);
        return items;
      });
      expect(place.begun()).toBe(last);
      for (const which of order) {
        const items = open[which % lengths.length];
        if (!items) continue;
        delete open[which % lengths.length];
        place.done(items);
        const firstOpen = open.find((o) => o !== undefined)?.[0]?.seq;
        expect(place.reached()).toBe(firstOpen === undefined ? last : firstOpen - 1);
        expect(place.isWhole()).toBe(firstOpen === undefined);
      }
    }),
  );
});

it("what is given back is begun again", () => {
  const place = createPlace(40);
  const [first, second] = [part(41, 60), part(61, 80)];
  place.begin(first);
  place.begin(second);
  place.done(second);
  place.giveBack(first);
  expect([place.begun(), place.reached(), place.isWhole()]).toEqual([40, 40, true]);
});
