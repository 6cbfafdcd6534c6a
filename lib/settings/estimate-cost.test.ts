import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateCost } from "./estimate-cost.ts";
import { isCurrency, isPrice } from "./prices.ts";

const GB = 1_000_000_000;
const at = (price: string, bytes: number, currency = "CNY") =>
  estimateCost({ currency, perGbMonth: { Standard: price } }, [{ storageClass: "Standard", bytes }]);

describe("an estimate", () => {
  it("is bytes times the price of 10⁹ of them, to the cent", () => {
    expect(at("0.12", 1234 * GB)?.perMonth).toBe("148.08");
    expect(at("0.12", 0)?.perMonth).toBe("0.00");
  });

  it("rounds halves up, also where a binary fraction lies below the half", () => {
    // 1.005 is stored as 1.00499…, and would be rounded down.
    expect(at("1.005", GB)?.perMonth).toBe("1.01");
    expect(at("0.0015", 10 * GB)?.perMonth).toBe("0.02");
    expect(at("0.0014", 10 * GB)?.perMonth).toBe("0.01");
  });

  it("has the decimal places of its currency", () => {
    expect(at("1.5", 3 * GB, "JPY")?.perMonth).toBe("5");
    expect(at("1.5", 3 * GB, "KWD")?.perMonth).toBe("4.500");
  });

  it("tells less than the smallest unit from nothing", () => {
    expect(at("0.000001", 1)).toMatchObject({ perMonth: "0.00", belowSmallest: true });
    expect(at("0", GB)).toMatchObject({ perMonth: "0.00", belowSmallest: false });
  });

  it("leaves out what has no price and says how much that is", () => {
    const prices = { currency: "EUR", perGbMonth: { Standard: "0.5", IA: "0.25" } };
    const estimate = estimateCost(prices, [
      { storageClass: "Standard", bytes: 2 * GB },
      { storageClass: "IA", bytes: 4 * GB },
      { storageClass: "Archive", bytes: 7 },
      { storageClass: null, bytes: 5 },
    ]);
    expect(estimate).toEqual({
      currency: "EUR",
      perMonth: "2.00",
      belowSmallest: false,
      unpricedBytes: 12,
    });
    expect(estimateCost(prices, [{ storageClass: "Archive", bytes: 7 }])).toBeNull();
  });

  it("does not depend on how the bytes are split, up to petabytes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1e15 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 999_999_999 }),
        (parts, millionths) => {
          const price = `${Math.floor(millionths / 1e6)}.${String(millionths % 1e6).padStart(6, "0")}`;
          const perGbMonth = { Standard: price };
          const split = estimateCost(
            { currency: "USD", perGbMonth },
            parts.map((bytes) => ({ storageClass: "Standard", bytes })),
          );
          const total = parts.reduce((sum, bytes) => sum + bytes, 0);
          expect(split).toEqual(at(price, total, "USD"));
          const cents = (BigInt(total) * BigInt(millionths) * 100n * 2n + 10n ** 15n) / (2n * 10n ** 15n);
          expect(split?.perMonth.replace(".", "")).toBe(String(cents).padStart(3, "0"));
        },
      ),
    );
  });
});

describe("what may be entered", () => {
  it("is a decimal of at most six places that is not negative", () => {
    for (const good of ["0", "0.12", "12", "0.000001", "123456789.123456"]) {
      expect(isPrice(good), good).toBe(true);
    }
    for (const bad of [
      "",
      "-1",
      "+1",
      "1.",
      ".5",
      "0.0000001",
      "1e3",
      "1,5",
      "١",
      " 1",
      "NaN",
      "1".repeat(10),
    ]) {
      expect(isPrice(bad), bad).toBe(false);
    }
  });

  it("is a currency in use, by its ISO code", () => {
    for (const good of ["CNY", "USD", "EUR", "JPY"]) expect(isCurrency(good), good).toBe(true);
    for (const bad of ["", "cny", "RMB", "Yuan", "XX"]) expect(isCurrency(bad), bad).toBe(false);
  });
});
