import { randomBytes } from "node:crypto";

/** A short, sortable, unguessable id: time in base 36, then 60 random bits. */
export function newId(): string {
  const time = Date.now().toString(36);
  const random = BigInt(`0x${randomBytes(8).toString("hex")}`)
    .toString(36)
    .padStart(13, "0")
    .slice(0, 12);
  return `${time}${random}`;
}
