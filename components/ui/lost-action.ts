import { unstable_isUnrecognizedActionError } from "next/navigation";

/**
 * Why a server action gave no answer of its own: the page is of another build than the server, which then did
 * nothing, or no answer came.
 */
export type LostAction = "outdated" | "network";

export function lostAction(error: unknown): LostAction {
  return unstable_isUnrecognizedActionError(error) ? "outdated" : "network";
}
