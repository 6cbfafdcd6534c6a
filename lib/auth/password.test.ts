import { describe, expect, it } from "vitest";
import { DUMMY_HASH, hashPassword, verifyPassword } from "./password.ts";

describe("passwords", () => {
  it("are kept as salted argon2id, whose cost the stand-in for unknown names shares", async () => {
    const [one, two] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(DUMMY_HASH.split("$").slice(0, 4)).toEqual(one.split("$").slice(0, 4));
    expect(DUMMY_HASH).toHaveLength(one.length);
  });

  it("match themselves, in either spelling of one character, and nothing else", async () => {
    const hash = await hashPassword("cafe\u0301");
    expect(await verifyPassword(hash, "caf\u00e9")).toBe(true);
    expect(await verifyPassword(hash, "cafe")).toBe(false);
    expect(await verifyPassword(DUMMY_HASH, "")).toBe(false);
  });
});
