import { describe, expect, it } from "vitest";
import { consentAmount } from "./consent-amount.ts";

const off = { "becomes-unplayable": false, "last-copy": false, "loses-original": false, removable: true };
const group = (count: number, included: number) => ({
  group: "loses-original" as const,
  count,
  bytes: count * 10,
  included: { count: included, bytes: included * 10 },
  exceptions: 0,
});

describe("consentAmount", () => {
  it("counts the whole of a group that is switched on", () => {
    expect(consentAmount([group(112, 0)], off, new Set(["loses-original"]))["loses-original"]).toEqual({
      count: 112,
      bytes: 1120,
    });
  });

  it("keeps what was left out of a group that is on already", () => {
    const on = { ...off, "loses-original": true };
    expect(consentAmount([group(112, 100)], on, new Set(["loses-original"]))["loses-original"].count).toBe(
      100,
    );
    expect(consentAmount([group(112, 100)], on, new Set())["loses-original"].count).toBe(0);
  });

  it("keeps single videos picked from a group that stays off", () => {
    expect(consentAmount([group(112, 3)], off, new Set())["loses-original"].count).toBe(3);
  });
});
