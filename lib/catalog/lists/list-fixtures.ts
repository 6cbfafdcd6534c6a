import { createHash } from "node:crypto";
import type { Actor } from "../../audit/record.ts";
import type { ListSource } from "../../lists/line-status.ts";
import { createListReader } from "../../lists/list-reader.ts";
import type { ListDeps } from "./list-row.ts";
import { openList } from "./open-list.ts";
import { sealList } from "./seal-list.ts";
import { storePart } from "./store-part.ts";

/** For tests: a list of one id a line, uploaded in parts of that many lines and sealed. */
export async function uploadForTest(
  c: ListDeps,
  actor: Actor,
  ids: readonly string[],
  options: { source?: ListSource; linesPerPart?: number } = {},
): Promise<string> {
  const reader = createListReader({ delimiter: null, header: false, column: 0 });
  const entries = [...reader.feed(ids.join("\n")), ...reader.end()];
  const { id: listId } = await openList(c, { actor, source: options.source ?? "file", name: "ids.txt" });
  const size = options.linesPerPart ?? 1_000;
  const digests: string[] = [];
  for (let no = 0; no * size < entries.length; no += 1) {
    const part = entries.slice(no * size, (no + 1) * size);
    const digest = sha256(JSON.stringify(part));
    await storePart(c, { actorId: actor.id, listId, no, digest, entries: part });
    digests.push(digest);
  }
  const digest = sha256(digests.map((one) => `${one}\n`).join(""));
  await sealList(c, { actor, listId, parts: digests.length, lines: entries.length, digest });
  return listId;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
