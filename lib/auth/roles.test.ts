import { expect, it } from "vitest";
import { atLeast, ROLES, type Role } from "./roles.ts";

it("each role includes those before it and none after it", () => {
  for (const [i, role] of ROLES.entries()) {
    for (const [j, needed] of ROLES.entries())
      expect(atLeast(role, needed), `${role} ≥ ${needed}`).toBe(i >= j);
  }
});

it("a role that is not one of ours may do nothing, even where the needed one is unknown too", () => {
  const stranger = "root" as Role;
  for (const needed of [...ROLES, stranger]) expect(atLeast(stranger, needed)).toBe(false);
});
