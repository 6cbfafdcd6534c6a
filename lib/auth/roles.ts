/** What a person may do; each role includes those before it. */
export const ROLES = ["viewer", "operator", "approver", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Whether a role is the needed one or above it. A role that is not one of ours is below all of them. */
export function atLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed) && ROLES.includes(role);
}
