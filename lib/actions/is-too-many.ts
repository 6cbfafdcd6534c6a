import type { ZodError } from "zod";

/** A list that is too long is well-formed; who sent it has to be told so. */
export function isTooMany(error: ZodError): boolean {
  const [issue] = error.issues;
  return issue?.code === "too_big" && issue.origin === "array";
}
