import { decodeIds } from "../lists.ts";
import { reconcileAnswer } from "../reconcile-answer.ts";
import type { DeleteAnswer } from "../types.ts";

export function deleteMezzaninesQuery(ids: readonly string[], force: boolean): Record<string, string> {
  return { VideoIds: ids.join(","), Force: String(force) };
}

/**
 * Reads a DeleteMezzanines answer (vod-api.md §1.4). The members are told apart by name without letter
 * case, with the vendor's spelling of UnRemoveable and the ordinary one. Any other member whose name ends in
 * `Ids` and that names something makes the answer untrusted: an id it names must not pass for accepted.
 *
 * @throws Error when there is no RequestId (a stranger's 200), or a list is in no known encoding.
 */
export function readDeleteMezzanines(value: Record<string, unknown>, asked: readonly string[]): DeleteAnswer {
  if (typeof value.RequestId !== "string" || value.RequestId === "") throw new Error("no RequestId");
  const lists = { nonExist: [] as string[], unRemoveable: [] as string[], other: [] as string[] };
  for (const [name, member] of Object.entries(value)) {
    const list = listNamed(name);
    if (list !== null) lists[list].push(...decodeIds(member));
  }
  return reconcileAnswer(asked, lists);
}

function listNamed(name: string): "nonExist" | "unRemoveable" | "other" | null {
  const plain = name.toLowerCase();
  if (plain === "nonexistvideoids") return "nonExist";
  if (plain === "unremoveablevideoids" || plain === "unremovablevideoids") return "unRemoveable";
  return plain.endsWith("ids") ? "other" : null;
}
