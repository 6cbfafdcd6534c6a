import { randomBytes } from "node:crypto";

/** A short random name for one incident: the person quotes it, the log has it. 40 bits, no look-alikes. */
export function newReference(): string {
  const alphabet = "23456789abcdefghjkmnpqrstuvwxyzw";
  return Array.from(randomBytes(8), (byte) => alphabet[byte % alphabet.length]).join("");
}
